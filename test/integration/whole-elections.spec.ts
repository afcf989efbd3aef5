import { nominationDay } from '../../src/elections/calendar.js';
import type { ElectionDefinition } from '../../src/elections/definition.js';
import { ISLANDS, type CommitteeRef } from '../../src/kernel/committee.js';
import { addDays } from '../../src/kernel/days.js';
import { dutchDay } from '../../src/kernel/dutch-time.js';
import { totalOf, type CountDocument } from '../../src/rehearsal/count-document.js';
import { rehearsalElections } from '../../src/rehearsal/definitions.js';
import { writeNothingCorrected } from '../../src/rehearsal/package-writer.js';
import { listTotal } from '../../src/rehearsal/tally.js';
import { startApp, type TestApp } from '../support/app.js';
import { counts, type Sender } from '../support/by-law.js';
import { aCouncilDefinition, aDefinition, aRegion } from '../support/definition.js';
import {
  everybodyHas,
  everybodyPublishes,
  nothingIsMissing,
  sumsBecome,
  sumsFor,
} from '../support/election-ends.js';
import { inTurns } from '../support/in-turns.js';
import { KeyRing } from '../support/key-ring.js';
import { arrival, bytesOf, inboxOf, type ReceivedAnswer } from '../support/routing.js';
import { codesOf, upload } from '../support/uploads.js';
import { postForm } from '../support/visitor.js';
import { dayOfProvinces, type Two } from '../support/voting-day.js';
import { WholeElection, type Beginning } from '../support/whole-election.js';

jest.setTimeout(900_000);

/** Whether the Tweede Kamer has all its kieskringen, as in CI, or those in which something happens. `WHOLE=all` says the first. */
const IS_WHOLE = process.env['WHOLE'] === 'all' || process.env['CI'] !== undefined;
/** Long enough ago for the elected to be admitted. */
const VOTING_DAY = addDays(dutchDay(new Date()), -20);
const ADMITTED = addDays(VOTING_DAY, 15);

/** What happens to whom in the Tweede Kamer. */
const [FIRST, BY_HAND, MISSES_LISTS] = ['HSB3', 'HSB12', 'HSB20'];
const [CORRECTS, ASKED_AGAIN, SENT_BACK, SETS_ASIDE, CORRECTS_NOTHING] = [
  '0106',
  '0109',
  '0114',
  '0118',
  '0119',
];
const CSB: CommitteeRef = { level: 'CSB', code: 'CSB' };
const COUNCIL: CommitteeRef = { level: 'COUNCIL', code: 'COUNCIL' };

/** The same election, voting on the day of this test. */
const heldNow = (definition: ElectionDefinition): ElectionDefinition => ({
  ...definition,
  id: definition.id.replace(/\d{4}/, VOTING_DAY.slice(0, 4)),
  electionDate: VOTING_DAY,
  nominationDate: nominationDay(VOTING_DAY, definition.category) ?? addDays(VOTING_DAY, -35),
});

function lowerHouse(): ElectionDefinition {
  const [whole] = rehearsalElections(addDays(VOTING_DAY, -14));
  if (IS_WHOLE) return whole!;
  const kept = [FIRST, BY_HAND, MISSES_LISTS].map((code) => Number(code.slice('HSB'.length)));
  const lies = (number: number | null | undefined) => kept.includes(number ?? 0);
  return {
    ...whole!,
    regions: whole!.regions.filter(
      ({ category, number, superior }) =>
        category === 'STAAT' || lies(category === 'KIESKRING' ? number : superior?.number),
    ),
  };
}

const day = dayOfProvinces(2).map(({ definition }) => definition);
const ofDay = (fits: (definition: ElectionDefinition) => boolean) => heldNow(day.find(fits)!);
const SENATE = aDefinition({
  ...{ id: 'EK2027', name: 'Eerste Kamer 2027', category: 'EK', subcategory: 'EK', seats: 75 },
  ...{ contest: 'geen', regions: [aRegion('STAAT', null, 'Nederland')] },
});
const TK: Beginning = {
  definition: lowerHouse(),
  decide: ({ decisions, settings }) => ({
    decisions,
    settings: {
      ...settings,
      islands: Object.keys(ISLANDS),
      signed: [...settings.signed, { level: 'CSB', message: '510c' }],
    },
  }),
};
const OTHERS: readonly (readonly [string, Beginning])[] = [
  [
    'provinciale staten of two kieskringen',
    { definition: ofDay(({ subcategory }) => subcategory === 'PS2') },
  ],
  ['a gemeenteraad', { definition: heldNow(aCouncilDefinition()) }],
  ['a waterschap', { definition: ofDay(({ category, regions }) => category === 'AB' && regions.length > 1) }],
  [
    'an eilandsraad',
    {
      definition: ofDay(({ id }) => id.endsWith('_Bonaire')),
      decide: ({ decisions, settings }) => ({ decisions, settings: { ...settings, islands: ['9001'] } }),
    },
  ],
  ['an Eerste Kamer', { definition: heldNow(SENATE) }],
];

/** How every total of an election stands when the sums are right; `but`: those that stand otherwise. */
function agreeing(election: WholeElection, but: Readonly<Record<string, string>> = {}) {
  const districts = election.senders.filter(({ level }) => level === 'HSB');
  const central = election.senders.some(counts) ? ['CSB 510d'] : [];
  const all = [...central, ...districts.map(({ code }) => `${code} 510c`)];
  return { ...Object.fromEntries(all.map((total) => [total, 'klopt'])), ...but };
}

/** The same count, of which only so many lists were read. */
const withLists = (count: CountDocument, lists: number): CountDocument => ({
  ...count,
  lists: count.lists.slice(0, lists),
  units: count.units.map((unit) => ({
    ...unit,
    tally: { ...unit.tally, votes: unit.tally.votes.slice(0, lists) },
  })),
});

let app: TestApp;
let both: Two;
let ring: KeyRing;

beforeAll(async () => {
  ring = new KeyRing();
  app = await startApp();
  const operator = () => app.person(null, 'OPERATOR', 'OPERATOR');
  both = [await operator(), await operator()];
});
afterAll(() => app?.close());

describe('a Tweede Kamer', () => {
  let election: WholeElection;
  const gsb = (code: string) => election.sender('GSB', code);
  const hsb = (code: string) => election.sender('HSB', code);
  /** What this body got of what counts now. */
  const got = (body: CommitteeRef, sender: Sender) =>
    arrival(app, election.person(body), election.current(sender, '510b').made.pair!.fingerprint);
  const rowOf = async (body: CommitteeRef, sender: Sender) => {
    const { overzicht } = await inboxOf(app, election.person(body));
    return overzicht.find(({ stembureau: { code } }) => code === sender.code)!;
  };

  beforeAll(async () => {
    election = await WholeElection.begin(app, TK, both);
    await election.giveKeys(ring, both[0], [election.sender('CSB', 'CSB')]);
  });

  it('all that count deliver, and who the law names has each count byte for byte', async () => {
    await election.deliverCounts(({ code }) => (code === SENT_BACK ? 3 : 1));
    // 342 gemeenten, three islands and the NBSB
    expect(election.files).toHaveLength(IS_WHOLE ? 346 : 17);
    await everybodyHas(election);
  });

  it('one is asked again, delivers anew, and is as required', async () => {
    const [above, sender] = [hsb(FIRST), gsb(ASKED_AGAIN)];
    interface Assessed {
      readonly verzoek: { readonly stand: string };
    }
    const assess = (id: string, body: object) =>
      election.ask<Assessed>(above, 'POST', `/v1/ontvangen/${id}/oordeel`, body);
    const { id } = await got(above, sender);
    const asked = await assess(id, { voldoet: false, reden: 'de tweede bladzijde ontbreekt' });
    expect(asked.verzoek.stand).toBe('gevraagd');
    const { verzoeken } = await election.ask<{ verzoeken: object[] }>(sender, 'GET', '/v1/verzoeken');
    expect(verzoeken).toMatchObject([{ stand: 'gevraagd', door: { code: FIRST }, bericht: '510b' }]);
    await election.correct(sender);
    const newer = await got(above, sender);
    const before = await election.ask<Assessed>(above, 'GET', `/v1/ontvangen/${newer.id}`);
    expect(before.verzoek.stand).toBe('geleverd');
    expect((await assess(newer.id, { voldoet: true })).verzoek.stand).toBe('gecontroleerd');
  });

  it('one corrects nothing, and says so with a P 2a alone; one sets its outcome aside, which is then not due', async () => {
    const nothing = gsb(CORRECTS_NOTHING);
    const document = { ...election.document(nothing), created: election.moment() };
    const region = { category: 'gemeente', name: nothing.name } as const;
    const made = await writeNothingCorrected(document, region);
    await election.handIn({ from: nothing, about: nothing, message: 'P2a' }, made);
    const aside = gsb(SETS_ASIDE);
    await election.ask(aside, 'POST', '/v1/buiten-beschouwing', {
      ...{ nietBetrouwbaar: true, nietTijdigHersteld: true, toelichting: 'de teller telde dubbel' },
    });
    election.countedOnPaper(aside);
    for (const body of [hsb(FIRST), CSB, COUNCIL])
      expect((await rowOf(body, aside)).staat).toBe('nietVerschuldigd');
  });

  it('the HSBs read the counts in, one by hand, and deliver totals; that one misses lists cannot be overlooked', async () => {
    const districts = election.senders.filter(({ level }) => level === 'HSB');
    await inTurns(districts, async (body) => {
      const { leveringen } = await inboxOf(app, election.person(body));
      const said = ({ vingerafdruk }: ReceivedAnswer) =>
        body.code === BY_HAND ? { tweemaalMetDeHand: true } : { vingerafdruk };
      for (const file of leveringen.filter(({ bericht, vervangen }) => bericht === '510b' && !vervangen))
        await election.ask(body, 'POST', `/v1/ontvangen/${file.id}/ingelezen`, said(file));
    });
    const typed = (await inboxOf(app, election.person(hsb(BY_HAND)))).leveringen;
    expect(typed.map((file) => [file.ingelezen, file.tweemaalMetDeHand])).toEqual(
      typed.map(() => [null, expect.any(String) as string]),
    );
    await election.deliverDistricts((body, total) =>
      body.code === MISSES_LISTS ? withLists(total, 1) : total,
    );
    const wrong = { [`${MISSES_LISTS} 510c`]: 'verschilt' };
    for (const body of [CSB, COUNCIL])
      await sumsBecome(election, body, agreeing(election, { ...wrong, 'CSB 510d': 'nietCompleet' }));
    await sumsBecome(election, hsb(MISSES_LISTS), wrong);
    const lost = totalOf(election.districtTotal(hsb(MISSES_LISTS)));
    for (const body of [CSB, COUNCIL, hsb(MISSES_LISTS)]) {
      const sums = await sumsFor(election, body);
      const found = sums.find(({ stembureau: { code } }) => code === MISSES_LISTS);
      expect(found!.ontbrekendeLijsten).toMatchObject([
        { lijst: 2, stemmen: listTotal(lost, 1) },
        { lijst: 3, stemmen: listTotal(lost, 2) },
      ]);
    }
    // who set its outcome aside is counted from paper
    expect(await election.ask(hsb(FIRST), 'GET', `/v1/sommen/${FIRST}`)).toMatchObject({
      ...{ verwacht: 11, binnen: 11, vreemd: [], onderdelen: [] },
      nietVerschuldigd: [{ code: SETS_ASIDE, inTotaal: true }],
    });
  });

  it('the CSB corrects that total with its own key, the HSB receives it, and the sums go by it', async () => {
    const district = hsb(MISSES_LISTS);
    const unsigned = await election.correctedByCsb(district, false);
    const judged = await upload(app, election.person(CSB), [unsigned]);
    expect(codesOf(judged, 'refuse')).toEqual(['container.contents', 'signature.verifies']);
    const { made } = await election.deliverCorrected(district);
    const received = await arrival(app, election.person(district), made.pair!.fingerprint);
    expect(received).toMatchObject({ afzender: { niveau: 'CSB' }, stembureau: { code: MISSES_LISTS } });
    const path = `/v1/ontvangen/${received.id}/handtekening`;
    const signature = await bytesOf(await app.ask('GET', path, { as: election.person(district) }));
    expect(signature.equals(made.pair!.signature!.bytes)).toBe(true);
    await sumsBecome(election, district, { [`${MISSES_LISTS} 510c`]: 'klopt' });
    for (const body of [CSB, COUNCIL])
      await sumsBecome(election, body, agreeing(election, { 'CSB 510d': 'nietCompleet' }));
  });

  it('one corrects what was acknowledged, another what three of its stations were sent back for: the total follows', async () => {
    const [above, corrects, sentBack] = [hsb(FIRST), gsb(CORRECTS), gsb(SENT_BACK)];
    const acknowledge = async (sender: Sender) =>
      election.ask(above, 'POST', `/v1/ontvangen/${(await got(above, sender)).id}/bevestigen`);
    await acknowledge(corrects);
    const three = ['SB1', 'SB2', 'SB3'];
    const { id } = await got(CSB, sentBack);
    const referral = await election.ask<{ id: string }>(CSB, 'POST', `/v1/ontvangen/${id}/terugverwijzing`, {
      stembureaus: three.map((unit) => ({ id: unit, reden: 'veel blanco stemmen' })),
    });
    await election.correct(corrects);
    const { units } = await election.correct(sentBack);
    const changed = units
      .find(({ before }) => before !== null)!
      .id.split('::')
      .at(-1)!;
    await got(CSB, sentBack);
    await election.ask(sentBack, 'POST', `/v1/terugverwijzingen/${referral.id}/antwoord`, {
      ...{ stembureaus: three.filter((unit) => unit !== changed), bevinding: 'blijft' },
      uitleg: 'opnieuw geteld, met hetzelfde resultaat',
    });
    const tally = { terugverwezen: 3, beantwoord: 3, gecorrigeerd: 1, blijft: 2, open: 0 };
    for (const body of [CSB, sentBack])
      expect(await election.ask(body, 'GET', '/v1/terugverwijzingen')).toMatchObject({ totaal: tally });

    await got(above, corrects);
    await got(above, sentBack);
    const { overzicht } = await inboxOf(app, election.person(above));
    const anew = overzicht.filter(({ opnieuwBevestigen }) => opnieuwBevestigen);
    expect(anew.map(({ stembureau: { code } }) => code)).toEqual([CORRECTS, SENT_BACK]);
    const differs = { [`${FIRST} 510c`]: 'verschilt' };
    await sumsBecome(election, CSB, agreeing(election, { ...differs, 'CSB 510d': 'nietCompleet' }));
    const { onderdelen } = await election.ask<{
      onderdelen: readonly { readonly stembureau: { readonly code: string } }[];
    }>(CSB, 'GET', `/v1/sommen/${FIRST}`);
    expect(onderdelen.map(({ stembureau: { code } }) => code)).toEqual([CORRECTS, SENT_BACK]);
    await acknowledge(corrects);
    await acknowledge(sentBack);
    await election.deliverCount(above, election.districtTotal(above));
    await sumsBecome(election, CSB, agreeing(election, { 'CSB 510d': 'nietCompleet' }));
  });

  it('the CSB adds up and establishes: every sum agrees, nothing is missing, and all becomes public', async () => {
    await election.deliverCentral();
    await everybodyHas(election);
    for (const body of [CSB, COUNCIL]) await sumsBecome(election, body, agreeing(election));
    expect(await nothingIsMissing(election, both[0])).toMatchObject({ nietVerschuldigd: 1 });
    await everybodyPublishes(election);
  });
});

describe.each(OTHERS)('%s', (_, beginning) => {
  it('is set up, counted, added up and made public, and everybody has what the law brings', async () => {
    const election = await WholeElection.begin(app, beginning, both);
    await election.giveKeys(ring, both[0]);
    await election.deliverCounts();
    await election.deliverDistricts();
    await election.deliverCentral();
    await everybodyHas(election);
    const { definition } = election.plan;
    if (definition.category === 'ER') await sendOn(election);
    for (const body of [CSB, COUNCIL]) await sumsBecome(election, body, agreeing(election));
    expect(await nothingIsMissing(election, both[0])).toMatchObject({ nietVerschuldigd: 0 });
    await everybodyPublishes(election);
  });
});

/** After the admission the gezaghebber sends all that came on to the Kiesraad, which had nothing before (Kieswet Ya 18). */
async function sendOn(election: WholeElection): Promise<void> {
  const { mayor } = election.sender('CSB', 'CSB');
  const governor = election.person({ level: 'MAYOR', code: mayor! });
  const { leveringen } = await inboxOf(app, governor);
  expect(leveringen.map(({ bericht }) => bericht).sort()).toEqual(['510b', '510d', '520']);
  const fields = leveringen.map(({ id }): [string, string] => ['levering', id]);
  const sent = await postForm(app, governor, '/ontvangen/doorsturen', [...fields, ['toelating', ADMITTED]]);
  expect(sent.status).toBe(303);
  for (const file of election.files) file.sentOn = true;
  await everybodyHas(election);
}
