import { SetResultAside } from '../../src/elections/set-aside.js';
import { startApp, type TestApp } from '../support/app.js';
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
import { codeOf, pageOf, postForm } from '../support/visitor.js';

jest.setTimeout(120_000);

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
});
