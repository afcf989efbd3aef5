import { createHash } from 'node:crypto';
import { startApp, type TestApp } from '../support/app.js';
import { implausibleCount, tkCount, tkSpec } from '../support/counts.js';
import { madePackage } from '../support/packages.js';
import { EventReader } from '../support/event-reader.js';
import { arrival, castOf, eventually, type Cast } from '../support/routing.js';
import { districtCount, madeStations } from '../../src/rehearsal/made-count.js';
import { DecideElection } from '../../src/setup/decide-election.js';
import { CountMissing } from '../../src/upload/count-missing.js';
import { findCount, findTotals } from '../../src/upload/count.store.js';
import { configureTk, submit, upload } from '../support/uploads.js';
import { postForm } from '../support/visitor.js';

describe('a newer count', () => {
  let app: TestApp;
  let cast: Cast;
  let hour = 1;
  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
    await app.sql('DELETE FROM notice');
  });

  const html = { accept: 'text/html' };
  const page = async (path: string, as = cast.assen) =>
    await (await app.ask('GET', path, { as, headers: html })).text();
  const made = (stations = 7) => {
    const created = `2027-03-18T0${(hour += 1) % 10}:00:0${Math.trunc(hour / 10)}`;
    return madePackage({ count: tkCount({ created, stations: madeStations('Assen', stations) }) });
  };
  const first = async () => {
    const { id } = await upload(app, cast.assen, [await made()]);
    expect((await submit(app, cast.assen, id, { reden: 'onderweg' })).status).toBe(200);
    return id;
  };
  /** Delivers with six stations where there were seven. */
  const correct = async (replaces: string, said: Record<string, string>, stations = 6) => {
    const newer = await made(stations);
    const { id } = await upload(app, cast.assen, [newer], { vervangt: replaces });
    expect((await submit(app, cast.assen, id, { reden: 'onderweg', ...said })).status).toBe(200);
    return { id, delivery: (await arrival(app, cast.hsb, newer.pair!.fingerprint)).id };
  };
  const kinds = (expected = 2) =>
    eventually(async () => {
      const { rows } = await app.sql("SELECT kind FROM notice WHERE level = 'HSB' ORDER BY created_at");
      const found = (rows as { kind: string }[]).map(({ kind }) => kind);
      return found.length < expected ? null : found.sort();
    });
  const answer = async (id: string) =>
    (await (await app.ask('GET', `/v1/leveringen/${id}`, { as: cast.assen })).json()) as Record<
      string,
      never
    >;

  it('is kept to the last candidate: from its verdict, also of an earlier release, and not when it is stopped', async () => {
    const counted = await made();
    const { id } = await upload(app, cast.assen, [counted]);
    const kept = () => findCount(app.db.read, id);
    const units = (await kept())!.units.map((unit) => unit.block.totalCounted);
    expect(units).toHaveLength(7);
    expect((await submit(app, cast.assen, id, { reden: 'onderweg' })).status).toBe(200);
    const before = await kept();
    await app.sql('DELETE FROM submission_count');
    expect(await app.get(CountMissing).run()).toBeGreaterThan(0);
    expect(await kept()).toEqual(before);
    expect([...(await findTotals(app.db.read, [id]))]).toEqual([[id, { ...before, units: [] }]]);
    expect(await app.get(CountMissing).run()).toBe(0);

    const other = await upload(app, cast.assen, [await made()], { vervangt: id });
    expect(await findCount(app.db.read, other.id)).not.toBeNull();
    const stopped = await app.ask('POST', `/v1/leveringen/${other.id}/stoppen`, { as: cast.assen });
    expect(stopped.status).toBe(200);
    expect(await findCount(app.db.read, other.id)).toBeNull();
  });

  it('shows its figures before it is handed in, beside those that count now', async () => {
    const before = await first();
    const { id } = await upload(app, cast.assen, [await made(6)], { vervangt: before });
    const asked = await page(`/leveringen/${id}`);
    for (const text of [
      'Klopt dit met uw papier?',
      'Kiesgerechtigden',
      'Toegelaten kiezers',
      'Blanco stemmen',
      'Lijst 1',
    ])
      expect(asked).toContain(text);
    expect(asked).toContain('Er zijn cijfers gewijzigd sinds');
    expect(asked).toMatch(/Aantal stembureaus in het bestand.*?6.*?was 7, -1/s);
    expect(asked).toContain('Van welke zitting is dit bestand?');
    expect(await answer(id)).toMatchObject({
      wijzigingen: { gelijk: false, stembureaus: [{ hoe: 'weg' }] },
      controle: { figures: { units: 6 } },
    });
  });

  it('is not handed in by the form before its session is said, and keeps what was filled in', async () => {
    const before = await first();
    const { id } = await upload(app, cast.assen, [await made(6)], { vervangt: before });
    const post = (fields: Record<string, string>) =>
      app.ask('POST', `/leveringen/${id}/indienen`, {
        as: cast.assen,
        body: new URLSearchParams({ vervangt: before, waarom: 'onderweg', ...fields }),
        headers: html,
      });
    const unsaid = await post({});
    expect(unsaid.status).toBe(422);
    const again = await unsaid.text();
    expect(again).toContain('Kies van welke zitting dit bestand is.');
    expect(again).toMatch(/<option value="onderweg" selected/);
    expect(await (await post({ zitting: 'zelfde', zittingReden: 'vergist' })).text()).toContain(
      'Geef een echte reden, in minstens 20 tekens.',
    );
    expect((await post({ zitting: 'nieuw' })).status).toBe(303);
    const receipt = await page(`/leveringen/${id}/ontvangstbewijs`);
    expect(receipt).toContain('nieuwe zitting');
  });

  it('of a new session alarms nobody', async () => {
    const { id, delivery } = await correct(await first(), { zitting: 'nieuw' });
    expect(await kinds()).toEqual(['delivery.created', 'submission.superseded']);
    expect(await answer(id)).toMatchObject({ zitting: { zitting: 'nieuw', cijfersGewijzigd: true } });
    expect(await page(`/ontvangen/${delivery}`, cast.hsb)).not.toContain('zonder nieuwe zitting');
  });

  it.each<[string, Record<string, string>]>([
    ['of the same session', { zitting: 'zelfde', zittingReden: 'er stond een oude export op de stick' }],
    ['of which nobody says from which session it is', {}],
  ])('%s alarms who receives it when its figures are others', async (_, said) => {
    const { id, delivery } = await correct(await first(), said);
    expect(await kinds(3)).toEqual(['delivery.created', 'figures.changed', 'submission.superseded']);
    expect(await page('/', cast.hsb)).toContain('Alarm: cijfers gewijzigd zonder nieuwe zitting');
    const received = await page(`/ontvangen/${delivery}`, cast.hsb);
    expect(received).toContain('Er zijn cijfers gewijzigd zonder nieuwe zitting');
    expect(received).toMatch(/Aantal stembureaus in het bestand.*?6.*?was 7, -1/s);
    if (said['zittingReden']) expect(received).toContain(said['zittingReden']);
    expect(await page('/ontvangen', cast.hsb)).toContain('cijfers gewijzigd zonder nieuwe zitting');
    const { rows } = await app.sql(
      "SELECT details FROM audit_event WHERE action = 'submission.delivered' ORDER BY id DESC LIMIT 1",
    );
    expect(rows[0]).toMatchObject({ details: { figures: 'figuresChanged' } });
    expect((await answer(id))['controle']).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({ code: 'order.session', result: 'warn' }),
      ]) as unknown,
    });
  });

  it('with the same figures alarms nobody, whatever is said', async () => {
    const { id } = await correct(await first(), {}, 7);
    expect(await kinds()).toEqual(['delivery.created', 'submission.superseded']);
    expect(await answer(id)).toMatchObject({
      zitting: { zitting: null, cijfersGewijzigd: false },
      wijzigingen: { gelijk: true },
    });
  });

  it('stays unexplained when the same figures come once more', async () => {
    const { id: unexplained } = await correct(await first(), {});
    const { delivery } = await correct(unexplained, {});
    const alarms = (await kinds(5)).filter((kind) => kind === 'figures.changed');
    expect(alarms).toHaveLength(2);
    expect(await page(`/ontvangen/${delivery}`, cast.hsb)).toContain('zonder nieuwe zitting');
  });

  it('lies beside any other version, to the candidate, for who sent and who received it', async () => {
    const before = await first();
    const { id, delivery } = await correct(before, { zitting: 'nieuw' });
    const own = await page(`/leveringen/${id}/verschillen`);
    const received = await page(`/ontvangen/${delivery}/verschillen`, cast.hsb);
    for (const shown of [own, received]) {
      expect(shown).toContain('1 van de 7 stembureaus is anders');
      expect(shown).toContain('niet meer in het bestand');
      expect(shown).toMatch(/Stemmen op lijsten.*?-\d+/s);
    }
    const csv = await app.ask('GET', `/ontvangen/${delivery}/verschillen.csv`, { as: cast.hsb });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines[0]).toContain('"gebied";"naam";"stand"');
    expect(lines.some((line) => /^"SB7";.*"niet meer in het bestand";"kandidaat";"1";"1"/.test(line))).toBe(
      true,
    );
    const gained = (area: RegExp) =>
      lines
        .filter((line) => area.test(line) && line.includes('"lijst";'))
        .reduce((sum, line) => sum + Number(/"(-?\d+)"$/.exec(line)![1]), 0);
    expect(gained(/^"totaal"/)).toBe(gained(/^"SB7"/));
    expect(gained(/^"totaal"/)).toBeLessThan(-100);

    const back = await page(`/leveringen/${before}/verschillen?met=${id}`);
    expect(back).toContain('nieuw in het bestand');
    const same = await correct(id, { zitting: 'nieuw' }, 6);
    expect(await page(`/ontvangen/${same.delivery}/verschillen`, cast.hsb)).toContain('Er is niets anders');

    const status = async (path: string, as = cast.assen) =>
      (await app.ask('GET', path, { as, headers: html })).status;
    expect(await status(`/leveringen/${id}/verschillen?met=${delivery}`)).toBe(404);
    expect(await status(`/ontvangen/${delivery}/verschillen`, cast.csb)).toBe(404);
    expect(await status(`/leveringen/${id}/verschillen`, cast.coevorden)).toBe(404);
    const only = await app.ask('GET', `/leveringen/${before}/verschillen.csv`, { as: cast.assen });
    expect((await only.text()).split('\r\n')).toHaveLength(2);
  });

  it('tells what stands out per station, to who sent and who received it', async () => {
    const odd = await madePackage({ count: implausibleCount({ created: '2027-03-18T08:00:00' }) });
    const { id } = await upload(app, cast.assen, [odd]);
    const own = `/leveringen/${id}/plausibiliteit`;
    expect(await page(own)).toContain('van de 7 stembureaus is iets opmerkelijks gevonden');
    expect((await submit(app, cast.assen, id, { reden: 'onderweg' })).status).toBe(200);
    const { id: delivery } = await arrival(app, cast.hsb, odd.pair!.fingerprint);
    const there = `/ontvangen/${delivery}/plausibiliteit`;
    expect(await page(`/ontvangen/${delivery}`, cast.hsb)).toContain(`href="${there}"`);
    for (const [path, as] of [
      [own, cast.assen],
      [there, cast.hsb],
    ] as const) {
      const { stembureaus } = (await (await app.ask('GET', `/v1${path}`, { as })).json()) as {
        stembureaus: { id: string; bevindingen: { soort: string }[] }[];
      };
      const kinds = new Map(
        stembureaus.map((one) => [one.id.split('::').at(-1), one.bevindingen.map(({ soort }) => soort)]),
      );
      expect(kinds.get('SB1')).toEqual(['noVotes']);
      expect(kinds.get('SB2')).toEqual(['unexplained', 'difference']);
      expect(kinds.get('SB3')).toContain('swapped');
      const narrowed = await page(`${path}?soort=noVotes`, as);
      expect(narrowed).toContain('Er is geen enkel stembiljet geteld.</bdi>');
      expect(narrowed).not.toContain('heeft het stembureau geen verklaring.');
      const csv = await (await app.ask('GET', `${path}.csv`, { as })).text();
      expect(csv).toMatch(/::SB2";.*;"-20";"Verschil zonder verklaring";"Voor 20 stembiljetten/);
    }
    const detail = await page(`${there}?bureau=SB2`, cast.hsb);
    const digest = /name="bevinding" value="([^"]+)"/.exec(detail)![1]!;
    const { id: atCsb } = await arrival(app, cast.csb, odd.pair!.fingerprint);
    const back = `/ontvangen/${atCsb}/terugverwijzen?bureau=SB2`;
    expect(await page(`/ontvangen/${atCsb}/plausibiliteit?bureau=SB2`, cast.csb)).toContain(back);
    expect((await page(back, cast.csb)).match(/<input[^>]*checked[^>]*>/g)).toEqual([
      expect.stringContaining('SB2'),
    ]);
    expect(detail).not.toContain('terugverwijzen');
    expect(detail).toContain(`href="${there}?lijst=1"`);
    const across = await page(`${there}?lijst=1`, cast.hsb);
    expect(across.match(/<tr[ >]/g)).toHaveLength(1 + 7);
    expect(across).toContain(`href="${there}?bureau=SB2"`);
    expect(await page(`${there}?lijst=99`, cast.hsb)).toContain('Opmerkelijke uitslagen');
    const look = async (said: Record<string, string>, as = cast.hsb, path = there) => {
      const sent = await postForm(app, as, path, { bureau: 'SB2', bevinding: digest, gezien: '0', ...said });
      return [sent.status, (await sent.text()).match(/Een collega legde|Wat er opvalt is intussen/)?.[0]];
    };
    expect(await look({ uitkomst: 'explained', toelichting: 'zie <blad> 3' })).toEqual([303, undefined]);
    expect(await look({ uitkomst: 'explained', toelichting: 'zie <blad> 3' })).toEqual([303, undefined]);
    expect(await look({ uitkomst: 'error' })).toEqual([409, 'Een collega legde']);
    const other = { uitkomst: 'error', bevinding: 'x', gezien: '1' };
    expect(await look(other)).toEqual([409, 'Wat er opvalt is intussen']);
    expect(await look({ uitkomst: 'error', bureau: 'SB99' })).toEqual([404, undefined]);
    expect(await look({ uitkomst: '' })).toEqual([422, undefined]);
    for (const as of [cast.csb, cast.assen])
      expect(await look({ uitkomst: 'error' }, as)).toEqual([404, undefined]);
    expect(await page(`${there}?soort=open`, cast.hsb)).not.toContain('bureau=SB2');
    expect(await page(`${own}?soort=open`)).toContain('bureau=SB2');
    expect(await page(`${there}.csv`, cast.hsb)).toMatch(/"Er is een goede reden voor";"zie <blad> 3"/);
    const seen = { bureau: 'SB2', bevinding: digest, uitkomst: 'unclear' };
    const saw = async (gezien: number) =>
      await (await app.ask('POST', `/v1${there}`, { as: cast.hsb, body: { ...seen, gezien } })).text();
    expect(await saw(0)).toContain('plausibility.lookedMeanwhile');
    expect(await saw(1)).toMatch(/"SB2","bevinding":"[^"]+","gezien":2,"bekeken":\{"uitkomst":"unclear"/);
    const again = await madePackage({ count: implausibleCount({ created: '2027-03-18T08:30:00' }) });
    const next = await upload(app, cast.assen, [again], { vervangt: id });
    await submit(app, cast.assen, next.id, { reden: 'onderweg', zitting: 'nieuw' });
    const { id: newer } = await arrival(app, cast.hsb, again.pair!.fingerprint);
    expect(await page(`/ontvangen/${newer}/plausibiliteit?bureau=SB2`, cast.hsb)).toContain('&lt;blad> 3');
    await app.get(DecideElection).run(
      'TK2027',
      ({ decisions, ...now }) => {
        const bounds = { ...decisions.bounds, difference: 21, differencePercent: 3 };
        return { ...now, decisions: { ...decisions, bounds } };
      },
      'Zo is het besloten.',
      cast.operator.actor,
    );
    expect(await page(`${there}.csv`, cast.hsb)).not.toContain('Groot verschil');
    for (const path of [there, `/v1${there}`, `${there}.csv`, own, `/v1${own}`, `${own}.csv`]) {
      const as = path.includes(there) ? cast.csb : cast.coevorden;
      expect((await app.ask('GET', path, { as })).status).toBe(404);
    }
  });

  it('beside the total of the HSB tells which lists that lacks, to the HSB, the CSB and the Kiesraad', async () => {
    await first();
    const adder = {
      authority: { id: 'HSB3', name: 'Assen' },
      contest: { id: '3', name: 'Assen' },
      created: '2027-03-19T10:00:00',
    };
    const count = districtCount(adder, [tkCount({ lists: tkSpec().lists.slice(0, 1) })]);
    const made = await madePackage({ count, region: { category: 'kieskring', name: 'Assen' }, key: null });
    const [, stand] = /data-refresh-state="([^"]+)"/.exec(await page('/sommen', cast.csb))!;
    const told = new EventReader(
      await app.ask('GET', `/sommen/stroom?stand=${stand}`, {
        as: cast.csb,
        headers: { accept: 'text/event-stream' },
      }),
    );
    const { id } = await upload(app, cast.hsb, [made]);
    expect((await submit(app, cast.hsb, id, { reden: 'onderweg' })).status).toBe(200);
    expect(await told.next(() => true)).toMatchObject({ event: 'reload' });
    for (const as of [cast.csb, cast.council]) await arrival(app, as, made.pair!.fingerprint);
    const { id: atCsb } = await arrival(app, cast.csb, made.pair!.fingerprint);
    const part = (name: string) => app.ask('GET', `/v1/ontvangen/${atCsb}/${name}`, { as: cast.csb });
    const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
    expect(
      createHash('sha256')
        .update(await bytesOf(await part('eml')))
        .digest('hex'),
    ).toBe(made.pair!.fingerprint);
    const read = await bytesOf(await part('telling.zip'));
    expect(read.includes(Buffer.from('.eml.xml'))).toBe(true);
    expect((await part('handtekening')).status).toBe(404);
    for (const as of [cast.hsb, cast.csb, cast.council]) {
      const json = async (path: string) => (await (await app.ask('GET', path, { as })).json()) as unknown;
      const { totalen } = (await json('/v1/sommen')) as { totalen: Record<string, unknown>[] };
      expect(totalen.map(({ bericht }) => bericht)).toEqual(as === cast.hsb ? ['510c'] : ['510d', '510c']);
      const stand = {
        ...{ stand: 'verschilt', verwacht: 2, binnen: 1 },
        ontbrekendeLijsten: [{ lijst: 2 }, { lijst: 3 }],
      };
      expect(totalen.at(-1)).toMatchObject(stand);
      expect(await json('/v1/sommen/HSB3')).toMatchObject({
        ...{ ...stand, ontbreekt: [{ code: '0109', inTotaal: false }] },
        onderdelen: [{ stembureau: { code: '0106' } }],
      });
      const line = /Verschilt van de som van de tellingen: Hoofdstembureau Assen, 510c/;
      expect(await page('/', as)).toMatch(line);
      const [own] = [...(await page('/sommen/HSB3', as)).matchAll(/href="([^"]+)">Naar de 510c/g)];
      expect(await page(own![1]!, as)).toContain('Dit totaal verschilt van de som van de tellingen');
      if (as !== cast.hsb)
        expect(await page('/ontvangen?status=aandacht', as)).toMatch(
          /href="\/sommen\/HSB3">verschilt van de som/,
        );
      if (as === cast.csb)
        expect(await page('/ontvangen/voldoet?rij=HSB-HSB3-510c', as)).toContain(
          'er is iets met het papier, de sleutel of de cijfers',
        );
      const shown = await page('/sommen', as);
      expect(shown).toMatch(/lijsten 2, 3 ontbreken, met [\d.]+ stemmen/);
      expect(shown).toContain('href="/sommen/HSB3"');
      expect(await page('/sommen/HSB3', as)).toMatch(/href="\/(ontvangen|leveringen)\/[^"]+\/telling.csv"/);
      expect(await page('/sommen/lijst.csv', as)).toContain('"verschilt"');
    }
    expect((await app.ask('GET', '/v1/sommen/CSB', { as: cast.hsb })).status).toBe(404);
    expect((await app.ask('GET', '/v1/sommen', { as: cast.operator })).status).toBe(404);
  });

  it('is never seen by the beheerder', async () => {
    const id = await first();
    const { nummer } = (await answer(id)) as unknown as { nummer: string };
    for (const path of [`/leveringen/${id}`, `/v1/leveringen/${id}`])
      expect((await app.ask('GET', path, { as: cast.operator })).status).toBe(404);
    for (const path of ['/overzicht', `/leveringen/nummer/${nummer}`, `/logboek?nummer=${nummer}`])
      expect(await page(path, cast.operator)).not.toMatch(/Kiesgerechtigden|Blanco stemmen|Lijst 1:/);
  });
});
