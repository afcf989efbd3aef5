import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithShared, SHARED } from '../support/shared-data.js';
import { configureTk } from '../support/uploads.js';

let app: TestApp;
let assen: TestPerson;
let operator: TestPerson;
let hsb: TestPerson;

beforeAll(async () => {
  app = await startApp({ worker: false });
  await configureTk(app);
  assen = await app.person('TK2027', 'GSB', '0106');
  hsb = await app.person('TK2027', 'HSB', 'HSB3');
  operator = await app.person(null, 'OPERATOR', 'OPERATOR');
});
afterAll(() => app?.close());

describeWithShared('strings that upset programs', () => {
  const blns = JSON.parse(readFileSync(path.join(SHARED, 'vectors/strings/blns.json'), 'utf8')) as string[];
  const ours = [
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    '😀'.repeat(300),
    'x'.repeat(30_000),
    '\r\n',
    '%',
    '%zz',
  ];
  const strings = [...new Set([...blns.filter((_, i) => i % 5 === 0), ...ours])];
  const ABSENT = '00000000-0000-4000-8000-000000000000';

  /** Every place where the API takes text: who may fill it, and its fields. */
  const places = (): [TestPerson, string, string[]][] => [
    [assen, `/v1/leveringen/${ABSENT}/indienen`, ['vingerafdruk', 'reden', 'vervangt']],
    [assen, '/v1/sleutels', ['certificaat']],
    [assen, `/v1/sleutels/${ABSENT}/intrekken`, ['reden']],
    [operator, `/v1/sleutels/${ABSENT}/afwijzen`, ['reden']],
    [operator, '/v1/verkiezingen/TK2027/niet-verschuldigd', ['niveau', 'code', 'reden', 'toelichting']],
    [hsb, '/v1/ontvangen/verzoek', ['niveau', 'code', 'bericht']],
    [hsb, `/v1/ontvangen/${ABSENT}/gelijk`, ['vingerafdruk']],
    [assen, '/rol', ['hoed', 'terug']],
    [assen, '/inloggen/oefening', ['personId', 'naar']],
    [assen, '/inloggen/passkey/antwoord', ['antwoord', 'naar']],
  ];
  const questions = (text: string): [TestPerson, string][] => {
    const q = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'));
    return [
      [assen, `/v1/leveringen?voor=${q}`],
      [assen, `/leveringen?voor=${q}&melding=${q}`],
      [hsb, `/v1/ontvangen?verkiezing=${q}&status=${q}&sinds=${q}`],
      [hsb, `/ontvangen?verkiezing=${q}`],
      [hsb, `/ontvangen?status=${q}&melding=${q}`],
      [hsb, `/v1/ontvangen/alles?alles=${q}`],
      [assen, `/v1/sleutels?verkiezing=${q}&toestand=${q}&bladzijde=${q}`],
      [operator, `/sleutels?verkiezing=${q}`],
      [operator, `/verkiezingen/TK2027?zoek=${q}&niveau=${q}&pagina=${q}`],
      [operator, `/v1/verkiezingen/TK2027/stembureaus?zoek=${q}`],
      [operator, `/v1/overzicht?verkiezing=${q}`],
      [operator, `/overzicht?verkiezing=${q}&status=${q}`],
      [operator, `/logboek?wie=${q}&actie=${q}&verkiezing=${q}&van=${q}&tot=${q}&vanaf=${q}`],
      [operator, `/verkiezingen/${q}`],
      [operator, `/verkiezingen/${q}/besluiten`],
      [operator, `/v1/verkiezingen/${q}/besluiten`],
      [operator, `/organisaties?zoek=${q}&stand=${q}`],
      [operator, `/organisaties/${q}`],
      [operator, `/rechten/overzicht?dag=${q}`],
      [operator, `/herinneringen?dag=${q}`],
      [operator, `/inrichtingen?verkiezing=${q}&zoek=${q}&stand=${q}`],
      [operator, `/verklaringen?dag=${q}`],
      [operator, `/verklaringen/2027-03-17/${q}`],
      [operator, `/verklaringen/${q}/model`],
      [operator, `/verklaringen/monitor/2027-03-17?zoek=${q}&stand=${q}&provincie=${q}&sorteer=${q}`],
      [operator, `/overzicht/dag/${q}`],
      [operator, `/overzicht/dag/2027-03-17?zoek=${q}`],
      [assen, `/afgelegde-verklaringen?dag=${q}`],
      [assen, `/v1/verklaringen?dag=${q}`],
      [hsb, `/ontvangen/${q}`],
      [assen, `/inloggen?naar=${q}&melding=${q}`],
      [assen, `/inloggen/oefening?zoek=${q}&naar=${q}`],
      [assen, `/uitnodiging/${q}`],
      [operator, `/?${q}=${q}`],
    ];
  };

  /** The text as it stands in a page is escaped, or is not there. */
  function isRaw(body: string, text: string): boolean {
    return /[<>]/.test(text) && text.includes('<') && text.length > 3 && body.includes(text);
  }

  async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    for (let at = 0; at < items.length; at += 12) await Promise.all(items.slice(at, at + 12).map(work));
  }

  it('in every field of every body: told what is wrong, never a fault', async () => {
    const faults: string[] = [];
    await inBatches(strings, async (text) => {
      for (const [as, url, fields] of places()) {
        const body = Object.fromEntries(fields.map((field) => [field, text]));
        const response = await app.ask('POST', url, { as, body, headers: { accept: 'text/html' } });
        const answer = await response.text();
        if (response.status >= 500) faults.push(`${url} ${JSON.stringify(text)}: ${response.status}`);
        if (isRaw(answer, text) && response.headers.get('content-type')?.startsWith('text/html'))
          faults.push(`${url} shows ${JSON.stringify(text)} as it is`);
      }
    });
    expect(faults).toEqual([]);
  });

  it('in every question: an answer or a 4xx, and never markup', async () => {
    const faults: string[] = [];
    await inBatches(strings, async (text) => {
      for (const [as, url] of questions(text)) {
        const response = await app.ask('GET', url, { as, headers: { accept: 'text/html' } });
        const answer = await response.text();
        if (response.status >= 500) faults.push(`${url}: ${response.status}`);
        if (isRaw(answer, text)) faults.push(`${url} shows ${JSON.stringify(text)} as it is`);
        const location = response.headers.get('location');
        if (location !== null && !location.startsWith('/')) faults.push(`${url} leads to ${location}`);
      }
    });
    expect(faults).toEqual([]);
  });
});
