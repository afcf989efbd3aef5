import { dutchDay } from '../../src/kernel/dutch-time.js';
import { addDays } from '../../src/kernel/days.js';
import { SetResultAside } from '../../src/setup/set-aside.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { expectCounts } from '../support/board.js';
import { configureIsland, fileOfIsland, ISLAND } from '../support/island.js';
import type { TestPackage } from '../support/packages.js';
import {
  arrival,
  bytesOf,
  castOf,
  deliver,
  eventsOf,
  inboxOf,
  packageAt,
  type Cast,
} from '../support/routing.js';
import { configureTk } from '../support/uploads.js';
import { EventReader, type HeardEvent } from '../support/event-reader.js';
import { until } from '../support/until.js';
import { codeOf, pageOf, postForm, Visitor } from '../support/visitor.js';

/** Day on which the elected of the island were admitted, in the test. */
const ADMITTED = '2027-03-30';

describe('a board on which many are chosen', () => {
  let app: TestApp;
  let cast: Cast;

  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    const made = await packageAt('2027-03-18T01:00:00');
    await deliver(app, cast.assen, [made], made.pair!.fingerprint);
    await arrival(app, cast.csb, made.pair!.fingerprint);
  });
  afterAll(() => app?.close());

  const ask = (...keys: string[]) =>
    postForm(
      app,
      cast.csb,
      '/ontvangen/vragen',
      keys.map((key): [string, string] => ['rij', key]),
    );
  const asked = async () => (await eventsOf(app, 'delivery.requested')).length;
  const zip = (query: string) => app.ask('GET', `/ontvangen/alles${query}`, { as: cast.csb });

  it('asks them in one go, and those of just now not again', async () => {
    const response = await ask('GSB-0109-510b', 'HSB-HSB3-510c');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/ontvangen?melding=gevraagd']);
    expect(await asked()).toBe(2);
    await ask('GSB-0109-510b', 'HSB-HSB3-510c', 'GSB-0106-510b');
    expect(await asked()).toBe(3);
    const { overzicht } = await inboxOf(app, cast.csb);
    expect(overzicht.filter(({ gevraagd }) => gevraagd !== null)).toHaveLength(3);
  });

  it('says after it who sees it: true of what was asked, whatever the address says', async () => {
    const page = () => pageOf(app, cast.csb, '/ontvangen?melding=gevraagd');
    expect(await page()).toContain('U vroeg om 3 bestanden');
    app.clock.forward(11 * 60_000);
    expect(await page()).not.toContain('U vroeg');
  });

  it('asks nobody when one of them is none of its own', async () => {
    const before = await asked();
    expect((await ask('GSB-0109-510b', 'GSB-9999-510b')).status).toBe(404);
    expect((await ask('GSB-0109-510b', "x' OR 1=1")).status).toBe(404);
    expect(await asked()).toBe(before);
  });

  it('comes back to the line that was asked for', async () => {
    const response = await ask('GSB-0109-510b');
    expect(response.headers.get('location')).toBe('/ontvangen?melding=gevraagd#rij-GSB-0109-510b');
  });

  it('hands out the files of those chosen, and says so when there are none', async () => {
    const none = await zip('?rij=GSB-0109-510b');
    expect([none.status, await codeOf(none)]).toEqual([409, 'delivery.nothingChosen']);
    const one = await zip('?rij=GSB-0106-510b&rij=GSB-0109-510b');
    expect(one.status).toBe(200);
    expect((await bytesOf(one)).toString('latin1')).toContain('GSB-0106_');
  });

  it('hands out nothing and marks nothing when nothing was chosen', async () => {
    const page = await app.ask('GET', '/ontvangen?kies=1', {
      as: cast.hsb,
      headers: { accept: 'text/html' },
    });
    expect(await page.text()).toContain('<input type="hidden" name="gekozen" value="1"');
    const before = (await inboxOf(app, cast.hsb)).stand['nieuw'];
    expect(before).toBe(1);
    const none = await app.ask('GET', '/ontvangen/alles?gekozen=1', { as: cast.hsb });
    expect([none.status, await codeOf(none)]).toEqual([409, 'delivery.nothingChosen']);
    expect((await inboxOf(app, cast.hsb)).stand['nieuw']).toBe(before);
  });

  it('shows all of a board for a filter that has no sense', async () => {
    const shown = async (query: string) =>
      /\d+ van \d+ getoond/.exec(await pageOf(app, cast.hsb, `/ontvangen${query}`))![0];
    expect(await shown('?status=onzin')).toBe(await shown(''));
  });

  it('calls a corrected file received too, and counts as new what the ZIP of all that is new holds: not what was set aside', async () => {
    const newer = await packageAt('2027-03-18T02:00:00');
    const { rows } = await app.sql("SELECT id FROM submission WHERE state = 'delivered' AND code = '0106'");
    await deliver(app, cast.assen, [newer], newer.pair!.fingerprint, (rows[0] as { id: string }).id);
    await arrival(app, cast.csb, newer.pair!.fingerprint);
    expect((await inboxOf(app, cast.csb)).stand['nieuw']).toBe(1);
    const received = await inboxOf(app, cast.csb, '?status=ontvangen');
    expect(received.overzicht.map(({ staat }) => staat)).toEqual(['gecorrigeerd']);
    await app.get(SetResultAside).declare('proef', cast.assen.actor);
    expect((await inboxOf(app, cast.csb)).stand['nieuw']).toBe(0);
    const all = await zip('');
    expect([all.status, await codeOf(all)]).toEqual([409, 'delivery.nothingNew']);
  });

  it('says nowhere that something is late until the Kiesraad decided when it is expected, and then everywhere', async () => {
    const late = async () => {
      const { overzicht, stand } = await inboxOf(app, cast.csb, '?status=teLaat');
      return [overzicht.map(({ stembureau: { niveau, code } }) => `${niveau} ${code}`), stand['teLaat']];
    };
    expect(await late()).toEqual([[], 0]);
    expect(await pageOf(app, cast.csb, '/ontvangen')).toContain('niet ingesteld wanneer de tellingen');
    await expectCounts(app, 'TK2027', app.clock.now());
    const missing = (await inboxOf(app, cast.csb, '?status=ontbreekt')).overzicht
      .filter(({ stembureau }) => stembureau.niveau === 'GSB')
      .map(({ stembureau: { niveau, code } }) => `${niveau} ${code}`);
    expect(missing.length).toBeGreaterThan(0);
    expect(await late()).toEqual([missing, missing.length]);
    const html = await pageOf(app, cast.csb, '/ontvangen');
    expect(html.match(/ontbreekt, te laat/g)).toHaveLength(missing.length);
    const csv = async (as: TestPerson, path: string) =>
      (await (await app.ask('GET', path, { as })).text()).split('\r\n').slice(1, -1);
    for (const lines of [
      await csv(cast.csb, '/ontvangen/lijst.csv?status=teLaat'),
      await csv(cast.operator, '/overzicht/lijst.csv?verkiezing=TK2027&status=teLaat'),
    ])
      expect(lines.map((line) => line.endsWith(';"ja"'))).toEqual(missing.map(() => true));
  });

  describe('that tells at once what changes of it', () => {
    const PATH = '/ontvangen/stroom';
    const EVENTS = { accept: 'text/event-stream' };
    const stateIn = (html: string) => /data-refresh-state="([^"]+)"/.exec(html)![1]!;
    const open = (as: TestPerson, stand: string, headers: Record<string, string> = {}) =>
      app.ask('GET', `${PATH}?stand=${stand}`, { as, headers: { ...EVENTS, ...headers } });
    const follow = async (...given: Parameters<typeof open>) => new EventReader(await open(...given));
    const line = ({ event, data }: HeardEvent) => event === 'parts' && data.includes('rij-GSB-0106-510b');
    const current = async () => {
      const { rows } = await app.sql("SELECT id FROM submission WHERE state = 'delivered' AND code = '0106'");
      return (rows[0] as { id: string }).id;
    };
    const correct = async (at: string) => {
      const made = await packageAt(at);
      const before = await current();
      await deliver(app, cast.assen, [made], made.pair!.fingerprint, before);
      return made.pair!.fingerprint;
    };

    it('who has it open hears of the line that changed and of no other, within two seconds of its arrival', async () => {
      await app.sql('DELETE FROM exemption');
      const [csb, hsb, operator] = [
        await follow(cast.csb, stateIn(await pageOf(app, cast.csb, '/ontvangen'))),
        await follow(cast.hsb, stateIn(await pageOf(app, cast.hsb, '/ontvangen'))),
        new EventReader(
          await app.ask(
            'GET',
            `/overzicht/stroom?verkiezing=TK2027&stand=${stateIn(await pageOf(app, cast.operator, '/overzicht?verkiezing=TK2027'))}`,
            { as: cast.operator, headers: EVENTS },
          ),
        ),
      ];
      const fingerprint = await correct('2027-03-18T03:00:00');
      await arrival(app, cast.csb, fingerprint);
      for (const reader of [csb, hsb, operator]) {
        const { data } = await reader.next(line, 2_000);
        expect(data.match(/<tr /g)).toHaveLength(1);
        expect(data).toContain('gecorrigeerd');
        expect(data).toContain('id="stand-cijfers"');
      }
    });

    it('who was away goes on from where it was, and looks anew when that is not known any more', async () => {
      const stand = stateIn(await pageOf(app, cast.csb, '/ontvangen'));
      const away = await follow(cast.csb, stand);
      const fingerprint = await correct('2027-03-18T04:00:00');
      await arrival(app, cast.csb, fingerprint);
      await away.next(line);
      const back = await follow(cast.csb, 'onzin', { 'last-event-id': stand });
      await back.next(line);
      const strange = await follow(cast.csb, stand, { 'last-event-id': 'gisteren' });
      const { event, id } = await strange.next(() => true);
      expect([event, id]).toEqual(['reload', stateIn(await pageOf(app, cast.csb, '/ontvangen'))]);
    });

    it('who asks for no stream gets what there is now, and the answer ends', async () => {
      const answer = await app.ask('GET', `${PATH}?stand=onzin`, { as: cast.csb });
      expect([answer.status, (await answer.text()).includes('event: reload')]).toEqual([200, true]);
      const page = await pageOf(app, cast.csb, '/ontvangen');
      const same = await app.ask('GET', `${PATH}?stand=${stateIn(page)}`, { as: cast.csb });
      expect(await same.text()).not.toContain('event:');
    });

    it('more than a person needs at once are refused, and room comes back', async () => {
      const eight = await Promise.all(Array.from({ length: 8 }, () => open(cast.mayor, '')));
      expect(eight.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
      const more = await open(cast.mayor, '');
      expect([more.status, await codeOf(more)]).toEqual([503, 'request.tooManyStreams']);
      await Promise.all(eight.map(({ body }) => body!.cancel()));
      await until(async () => {
        const again = await open(cast.mayor, '');
        await again.body!.cancel();
        return again.status === 200;
      });
    });

    it('ends within five seconds when the right to see it ends', async () => {
      const colleague = await app.person('TK2027', 'CSB', 'CSB');
      const reader = await follow(colleague, '');
      await reader.next(() => true);
      await app.sql('UPDATE person SET blocked_at = now() WHERE id = $1', [colleague.actor.personId]);
      await until(() => reader.ended, 5_000);
      expect((await open(colleague, '')).status).toBe(401);
    });
  });

  describe('of an island council, which the gezaghebber sends on after the admission (Ya 18)', () => {
    const PATH = '/ontvangen/doorsturen';
    let mayor: Visitor;
    let council: TestPerson;
    let made: TestPackage;
    let first: string;
    const shown = async () => await (await mayor.get(PATH)).text();
    const hidden = (html: string) =>
      [...html.matchAll(/name="levering" value="([^"]+)"/g)].map(([, id]) => id!);
    const send = (ids: readonly string[], toelating: string) =>
      mayor.post(PATH, { ...(ids.length === 0 ? {} : { levering: ids[0]! }), toelating });

    beforeAll(async () => {
      app.clock.setTo(new Date('2027-04-01T10:00:00Z'));
      council = await configureIsland(app);
      const gezaghebber = await app.person(ISLAND, 'MAYOR', '9001');
      mayor = await new Visitor(app).chooseToBe(gezaghebber.actor.personId);
      made = await packageAt('2027-03-18T02:00:00');
      first = await fileOfIsland(app, made.pair!.fingerprint, null);
    });

    it('nothing goes at delivery, and the start page says that it is for them', async () => {
      expect((await inboxOf(app, council)).leveringen).toEqual([]);
      expect(await (await mayor.get('/')).text()).toContain('Stuur 1 bestand door aan de Kiesraad');
      expect(await (await mayor.get(`/ontvangen/${hidden(await shown())[0]!}`)).text()).toContain(PATH);
    });

    it('a day that cannot be is refused at the field, and nothing goes', async () => {
      const ids = hidden(await shown());
      expect(ids).toHaveLength(1);
      const tomorrow = addDays(dutchDay(app.clock.now()), 1);
      for (const day of [tomorrow, '2027-03-17', 'morgen', ''])
        expect((await send(ids, day)).status).not.toBe(303);
      expect((await send([], ADMITTED)).status).not.toBe(303);
      expect(await eventsOf(app, 'delivery.sentOn')).toEqual([]);
    });

    it('goes once, however often at the same moment, and the Kiesraad has exactly those bytes', async () => {
      const ids = hidden(await shown());
      const answers = await Promise.all([send(ids, ADMITTED), send(ids, ADMITTED), send(ids, ADMITTED)]);
      expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
      const [event, ...more] = await eventsOf(app, 'delivery.sentOn');
      expect([event!.details, more]).toEqual([
        expect.objectContaining({ submissionId: first, law: 'Ya 18', admission: ADMITTED }),
        [],
      ]);
      const [delivery] = (await inboxOf(app, council)).leveringen;
      const response = await app.ask('GET', delivery!.bestand, { as: council });
      expect((await bytesOf(response)).equals(made.bytes)).toBe(true);
      expect(await shown()).toContain('Alles wat binnen is, is doorgestuurd');
    });

    it('a correction must be sent on again, visibly; the old version does not go any more', async () => {
      const old = await app.sql('SELECT id FROM delivery WHERE submission_id = $1 AND level = $2', [
        first,
        'MAYOR',
      ]);
      const second = await fileOfIsland(app, made.pair!.fingerprint, first);
      const page = await shown();
      expect(page).toContain('U stuurde een oudere versie door. Stuur ook deze door.');
      expect(await (await mayor.get('/')).text()).toContain(
        'Stuur de gecorrigeerde versie door aan de Kiesraad',
      );
      const stale = await send([(old.rows[0] as { id: string }).id], ADMITTED);
      expect([stale.status, (await stale.text()).includes('Dit bestand geldt niet meer')]).toEqual([
        409,
        true,
      ]);
      expect((await send(hidden(page), ADMITTED)).status).toBe(303);
      const sent = (await eventsOf(app, 'delivery.sentOn')).map(
        ({ details }) => details as { submissionId: string },
      );
      expect(sent.map(({ submissionId }) => submissionId)).toEqual([first, second]);
    });

    it('is of that gezaghebber alone: another body has no such page, another mayor nothing in it', async () => {
      const ids = hidden(await shown());
      const other = await new Visitor(app).chooseToBe(cast.mayor.actor.personId);
      expect(await (await other.get(PATH)).text()).toContain('Bij deze verkiezing stuurt u niets door');
      const { rows } = await app.sql("SELECT id FROM delivery WHERE election_id = $1 AND level = 'MAYOR'", [
        ISLAND,
      ]);
      const id = (rows[0] as { id: string }).id;
      expect((await other.post(PATH, { levering: id, toelating: ADMITTED })).status).toBe(404);
      const member = await new Visitor(app).chooseToBe(cast.assen.actor.personId);
      expect((await member.get(PATH)).status).toBe(404);
      expect(ids).toEqual([]);
    });
  });
});
