import type { Browser } from 'playwright-core';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { tkCount } from '../support/counts.js';
import { aCouncilDefinition, aRegion } from '../support/definition.js';
import { Keyboard } from '../support/keyboard.js';
import { testCommitteeKey } from '../support/keys.js';
import { madePackage } from '../support/packages.js';
import { closeQuietly, enter, sound } from '../support/looks.js';
import type { Visit } from '../support/site.js';
import { configureTk } from '../support/uploads.js';

const COUNCIL = 'GR2027_Assen';

describeWithBrowser('certificates of a day, and a test count', () => {
  let app: TestApp;
  let browser: Browser;
  let operator: TestPerson;
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await configureTk(app);
    const council = aCouncilDefinition({
      id: COUNCIL,
      name: 'Gemeenteraad Assen 2027',
      domain: { code: '0106', name: 'Assen' },
      regions: [aRegion('GEMEENTE', 106, 'Assen')],
    });
    await app.configure(writeDefinition(council));
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    browser = await launchBrowser();
  });
  afterEach(() => closeQuietly(open));
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    [1280, true, 1],
    [375, true, 3],
    [375, false, 5],
  ])('are handed in at %i pixels, script %s', async (width, script, n) => {
    const as = (who: TestPerson) => enter(open, [browser, app], who, { width, script });
    const clerk = await app.person('TK2027', 'GSB', '0106');
    await app.hat(clerk, COUNCIL, 'GSB', '0106');
    const certificate = async (key: number, election: string) => {
      const { certificate: buffer } = await testCommitteeKey(key, { election });
      return { name: `public_key_osv2020_${election}.crt`, mimeType: 'application/x-x509-ca-cert', buffer };
    };
    const wrong = {
      name: 'foto.crt',
      mimeType: 'image/png',
      buffer: Buffer.from('\x89PNG\r\n geen certificaat'),
    };

    const committee = await as(clerk);
    const hands = new Keyboard(committee);
    await committee.getByRole('button', { name: /Tweede Kamer/ }).click();
    await committee.goto('/sleutels');
    await committee
      .getByLabel(/^Certificaten/)
      .setInputFiles([await certificate(n, 'TK2027'), wrong, await certificate(n + 1, COUNCIL)]);
    await hands.press(committee.getByRole('button', { name: 'Aanmelden', exact: true }));
    await committee.getByRole('heading', { name: 'Dit is wel gelukt' }).waitFor();
    expect(
      await committee.getByRole('alert').or(committee.locator('.error-summary')).first().textContent(),
    ).toContain('foto.crt: Dit is geen certificaat');
    expect(await committee.textContent('main')).toContain('van al uw 2 sleutels voor, in één gesprek');
    await sound(committee, script, 'aanmelden');

    await hands.press(committee.getByRole('link', { name: /^Bewijs de sleutel van/ }).first());
    await committee.getByRole('heading', { name: /^Bewijs met een proeftelling/ }).waitFor();
    await sound(committee, script, 'sleutel');
    const made = await madePackage({ count: tkCount({ created: `2027-03-01T10:00:0${n}` }), key: n });
    const choose = (name: string, bytes: Uint8Array) =>
      committee
        .getByLabel(/^Proeftelling/)
        .setInputFiles([{ name, mimeType: 'application/zip', buffer: Buffer.from(bytes) }]);
    await choose('proces-verbaal.pdf', Buffer.from('%PDF-1.7 geen telling'));
    await hands.press(committee.getByRole('button', { name: 'Controleer de proeftelling' }));
    await committee.getByText('Dit is geen telling. U koos een PDF.').first().waitFor();
    await sound(committee, script, 'proef-fout');
    await choose(made.name, made.bytes);
    await hands.press(committee.getByRole('button', { name: 'Controleer de proeftelling' }));
    await committee.getByText('De proeftelling klopt').waitFor();
    await committee.getByText('Bewezen met een proeftelling').waitFor();
    expect(await committee.getByRole('button', { name: 'Controleer de proeftelling' }).count()).toBe(0);
    await sound(committee, script, 'bewezen');

    const desk = await as(operator);
    await desk.goto('/sleutels?verkiezing=TK2027');
    await desk.getByText('Proeftelling', { exact: true }).first().waitFor();
    await sound(desk, script, 'bord');
    await desk.getByRole('link', { name: 'Gemeentelijk stembureau Assen', exact: true }).first().click();
    await desk.getByText('Bezit van de geheime sleutel bewezen').waitFor();
    await sound(desk, script, 'kiesraad');
    await app.sql('TRUNCATE committee_key CASCADE');
  });
});
