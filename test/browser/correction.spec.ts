import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { districtCount, madeStations } from '../../src/rehearsal/made-count.js';
import type { Standing } from '../../src/setup/decision-changes.js';
import { DecideElection } from '../../src/setup/decide-election.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { axeFindings, describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { implausibleCount, tkCount, tkSpec } from '../support/counts.js';
import { madePackage } from '../support/packages.js';
import { PLAIN, writePdf } from '../support/pdf/pdf-writer.js';
import { arrival, castOf, type Cast } from '../support/routing.js';
import { visit, type Visit } from '../support/site.js';
import { comparedOn, configureTk, submit, upload } from '../support/uploads.js';

describeWithBrowser('a correction', () => {
  let app: TestApp;
  let browser: Browser;
  let cast: Cast;
  const open: Visit[] = [];
  beforeAll(async () => {
    app = await startApp();
    await configureTk(app);
    cast = await castOf(app);
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const { complaints, close } of open.splice(0)) {
      expect(complaints).toEqual([]);
      await close();
    }
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function enter(person: TestPerson, options = {}): Promise<Page> {
    const visiting = await visit(browser, app, person, options);
    open.push(visiting);
    return visiting.page;
  }

  let second = 0;
  const made = (stations: number) =>
    madePackage({
      count: tkCount({
        created: `2027-03-18T01:00:${String((second += 1)).padStart(2, '0')}`,
        stations: madeStations('Assen', stations),
      }),
    });

  async function sound(page: Page, script = true): Promise<void> {
    if (script) expect(await axeFindings(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
  }

  async function shot(page: Page, name: string): Promise<void> {
    const { SHOTS } = process.env;
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  }

  it.each([
    [1280, true],
    [375, true],
    [375, false],
  ])('is laid beside the paper and says its session, at %i pixels, script %s', async (width, script) => {
    await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
    const { id: before } = await upload(app, cast.assen, [await made(7)]);
    expect((await submit(app, cast.assen, before, { reden: 'onderweg' })).status).toBe(200);
    const newer = await made(6);
    const { id } = await upload(app, cast.assen, [newer], { vervangt: before });
    const page = await enter(cast.assen, { width, script });
    await page.goto(`/leveringen/${id}`);
    const figures = page.locator('.panel', { hasText: 'Klopt dit met uw papier?' });
    expect(await figures.locator('.count-figures__line--changed').last().textContent()).toContain(
      '(was 7, -1)',
    );
    await sound(page, script);
    await page.locator('summary', { hasText: 'Later vergelijken' }).click();
    await page.locator('#waarom').selectOption('onderweg');
    await page.getByRole('button', { name: 'Indienen', exact: true }).click();
    await page.getByText('Er is iets niet goed ingevuld').waitFor();
    expect(await page.locator('main').textContent()).toContain('Kies van welke zitting dit bestand is.');
    await sound(page, script);
    await page.getByLabel('Dezelfde zitting', { exact: true }).check();
    await page.locator('#zittingReden').fill('er stond een oude export op de stick');
    await page.getByRole('button', { name: 'Indienen', exact: true }).click();
    await page.waitForURL(/ontvangstbewijs$/);
    expect(await page.locator('main').textContent()).toContain('er stond een oude export op de stick');
    await sound(page, script);
    const { id: there } = await arrival(app, cast.hsb, newer.pair!.fingerprint);
    const received = await enter(cast.hsb, { width, script });
    await received.goto(`/ontvangen/${there}`);
    expect(await received.locator('main').textContent()).toContain(
      'Er zijn cijfers gewijzigd zonder nieuwe zitting',
    );
    await received.getByText('Cijfers in het bestand').click();
    await sound(received, script);
    await received.getByRole('link', { name: 'Alle verschillen, tot op de kandidaat' }).click();
    await received.getByText('1 van de 7 stembureaus is anders').waitFor();
    const station = received.locator('details', { hasText: 'niet meer in het bestand' });
    expect(
      await station
        .getByRole('row', { name: /^Kandidaat 1 / })
        .first()
        .textContent(),
    ).toMatch(/-\d+$/);
    await sound(received, script);
    await shot(received, `verschil-${width}-${script}`);
  });

  it.each([
    [1280, true],
    [375, false],
  ])('tells what stands out, at %i pixels, script %s', async (width, script) => {
    await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
    const created = `2027-03-18T09:00:0${(second += 1)}`;
    const { id } = await upload(app, cast.assen, [
      await madePackage({ count: implausibleCount({ created }) }),
    ]);
    const page = await enter(cast.assen, { width, script });
    await page.goto(`/leveringen/${id}`);
    await page.getByRole('link', { name: 'Wat opvalt, per stembureau' }).click();
    await page.getByText('is iets opmerkelijks gevonden').waitFor();
    await sound(page, script);
    await shot(page, `opvalt-${width}-${script}`);
    await page.getByLabel('Wat is er gevonden?').selectOption({ label: 'Geen stemmen (1)' });
    await page.getByRole('button', { name: 'Toon' }).click();
    await page.waitForURL(/soort=noVotes/);
    expect(await page.getByRole('row').count()).toBe(2);
    await sound(page, script);
    await page.getByRole('link', { name: 'Toon alles' }).click();
    await page.getByRole('link', { name: /\(SB2\)/ }).click();
    await page.locator('.share-bar__mark').first().waitFor();
    expect(await page.locator('.share-bar__mark').count()).toBe(3);
    await page.getByRole('button', { name: 'Vastleggen' }).click();
    await page.getByRole('link', { name: 'Kies wat u vond.' }).waitFor();
    await sound(page, script);
    await page.getByLabel('Er is een goede reden voor').check();
    await page.getByLabel('Toelichting').fill('twintig kiezers namen hun stembiljet mee');
    await page.getByRole('button', { name: 'Vastleggen' }).click();
    await page.getByText('U legde vast wat u vond').waitFor();
    await sound(page, script);
    await shot(page, `bekeken-${width}-${script}`);
  });

  it.each([1280, 375])('is asked for by station, and answered, at %i pixels', async (width) => {
    await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
    const counted = await made(30);
    const { id } = await upload(app, cast.assen, [counted]);
    expect((await submit(app, cast.assen, id, { reden: 'onderweg' })).status).toBe(200);
    const { id: there } = await arrival(app, cast.csb, counted.pair!.fingerprint);
    const csb = await enter(cast.csb, { width });
    await csb.goto(`/ontvangen/${there}`);
    await csb.getByRole('link', { name: 'Stembureaus terugverwijzen' }).click();
    const unit = width === 1280 ? '(SB12)' : '(SB14)';
    await csb.getByLabel(unit).check();
    await csb.getByRole('button', { name: 'Terugverwijzen naar de gemeente' }).click();
    await csb.getByRole('link', { name: 'Vul in waarom de gemeente hiernaar kijkt.' }).waitFor();
    expect(await csb.getByLabel(unit).isChecked()).toBe(true);
    await sound(csb);
    await shot(csb, `terugverwijzen-${width}`);
    await csb.getByLabel('Wat valt op?').fill('veel blanco');
    await csb.getByRole('button', { name: 'Terugverwijzen naar de gemeente' }).click();
    await csb.getByText('De stembureaus zijn terugverwezen').waitFor();
    const gsb = await enter(cast.assen, { width });
    await gsb.goto('/');
    await shot(gsb, `terugverwezen-begin-${width}`);
    await gsb.getByRole('link', { name: 'Bekijk de terugverwijzing' }).first().click();
    await gsb.getByLabel('De cijfers blijven staan').check();
    await gsb.getByLabel('Leg uit waarom').fill('opnieuw geteld');
    await sound(gsb);
    await shot(gsb, `antwoord-${width}`);
    await gsb.getByRole('button', { name: 'Antwoord versturen' }).click();
    await gsb.getByText('Uw antwoord is vastgelegd').waitFor();
    await csb.goto('/terugverwijzingen');
    await csb.getByText('alles beantwoord').first().waitFor();
    await sound(csb);
    await shot(csb, `terugverwijzingen-${width}`);
  });

  it.each([
    [1280, true],
    [375, true],
    [375, false],
  ])(
    'becomes public by one act of the burgemeester, for everybody, at %i pixels, script %s',
    async (width, script) => {
      await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
      const counted = await made(7);
      const { id } = await upload(app, cast.assen, [counted]);
      expect((await submit(app, cast.assen, id, { reden: 'onderweg' })).status).toBe(200);
      const { fingerprint } = counted.pair!;
      await arrival(app, cast.mayor, fingerprint);
      const mayor = await enter(cast.mayor, { width, script });
      await mayor.goto('/');
      await mayor.getByRole('link', { name: 'Maak het openbaar' }).click();
      await mayor.getByLabel('Op een ander adres').check();
      await mayor.getByRole('button', { name: 'Maak openbaar' }).click();
      await mayor.getByRole('link', { name: 'Vul het adres in.' }).waitFor();
      await sound(mayor, script);
      await shot(mayor, `openbaar-maken-${width}`);
      await mayor.getByLabel('Hier, op dit platform').check();
      await mayor.getByRole('button', { name: 'Maak openbaar' }).click();
      await mayor.getByText('Het bestand is openbaar. Iedereen kan het nu bekijken.').waitFor();
      await mayor.getByRole('link', { name: 'Maak het proces-verbaal openbaar' }).click();
      const pdf = { name: 'pv.pdf', mimeType: 'application/pdf', buffer: writePdf(PLAIN) };
      await mayor.getByLabel('Het proces-verbaal').setInputFiles(pdf);
      await mayor.getByRole('button', { name: 'Maak het proces-verbaal openbaar' }).click();
      await mayor.getByRole('link', { name: 'Bekijk elke bladzijde' }).waitFor();
      await sound(mayor, script);
      await shot(mayor, `proces-verbaal-${width}`);
      await mayor.getByLabel('Ik bekeek elke bladzijde').check();
      await mayor.getByLabel('Het proces-verbaal').setInputFiles(pdf);
      await mayor.getByRole('button', { name: 'Maak het proces-verbaal openbaar' }).click();
      await mayor.getByText('Het proces-verbaal is openbaar').waitFor();
      await mayor.getByRole('link', { name: 'Trek versie 1 terug' }).click();
      await sound(mayor, script);
      await shot(mayor, `proces-verbaal-terug-${width}`);
      const anybody = await visit(browser, app, null, { width, script });
      open.push(anybody);
      const { page } = anybody;
      await page.goto('/uitslagen');
      await sound(page, script);
      await shot(page, `uitslagen-${width}`);
      await page.getByRole('link', { name: /Tweede Kamer/ }).click();
      await sound(page, script);
      await shot(page, `uitslagen-verkiezing-${width}`);
      await page.getByRole('link', { name: 'Gemeentelijk stembureau Assen' }).click();
      await page.getByText(fingerprint).first().waitFor();
      await page.getByText('Proces-verbaal zonder handtekeningen').first().waitFor();
      await sound(page, script);
      await shot(page, `uitslag-${width}`);
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page
          .getByRole('link', { name: /^Download versie/ })
          .first()
          .click(),
      ]);
      expect(readFileSync(await saved.path()).equals(Buffer.from(counted.pair!.eml.bytes))).toBe(true);
      await page.getByRole('link', { name: 'Meld het aan het centraal stembureau' }).click();
      await page.getByLabel('Wat klopt er volgens u niet?').fill('te kort');
      app.clock.forward(5_000);
      await page.getByRole('button', { name: 'Verstuur de melding' }).click();
      await page.getByRole('link', { name: 'Schrijf iets meer op' }).waitFor();
      await sound(page, script);
      await shot(page, `fout-melden-${width}`);
      await page.getByLabel('Wat klopt er volgens u niet?').fill('Lijst 3 heeft op papier meer stemmen.');
      await page.getByLabel('Uw naam').fill('Jet de Vries');
      await page.getByRole('button', { name: 'Verstuur de melding' }).click();
      await page.getByText('Schrijf dit op').waitFor();
      await sound(page, script);
      await shot(page, `fout-gemeld-${width}`);
      const [number, secret] = await page.locator('dd code').allTextContents();
      const csb = await enter(cast.csb, { width, script });
      await csb.goto('/openbaar-maken');
      await csb.getByRole('link', { name: 'Naar Meldingen' }).click();
      await sound(csb, script);
      await shot(csb, `meldingen-${width}`);
      await csb.getByRole('link', { name: number! }).click();
      await csb.getByText('Jet de Vries').waitFor();
      await csb.getByLabel('De melding is niet gegrond').check();
      await csb.getByLabel('Uw antwoord').fill('Op papier staat hetzelfde aantal.');
      await sound(csb, script);
      await shot(csb, `melding-${width}`);
      await csb.getByRole('button', { name: 'Verstuur het antwoord' }).click();
      await csb.getByText('Uw antwoord is vastgelegd').waitFor();
      await page.getByRole('link', { name: 'Volg uw melding' }).click();
      await page.getByLabel('Nummer van uw melding').fill(number!);
      await page.getByLabel('Geheime code').fill(secret!);
      await sound(page, script);
      await page.getByRole('button', { name: 'Bekijk de melding' }).click();
      await page.getByText('Op papier staat hetzelfde aantal.').waitFor();
      await sound(page, script);
      await shot(page, `melding-volgen-${width}`);
      const council = await enter(cast.council, { width, script });
      await council.goto('/openbaar-maken');
      await sound(council, script);
      await shot(council, `openbaar-kiesraad-${width}`);
    },
  );

  it('of which the total lacks lists is found where sums stand', async () => {
    await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
    const { id } = await upload(app, cast.assen, [await made(7)]);
    expect((await submit(app, cast.assen, id, { reden: 'onderweg' })).status).toBe(200);
    const adder = {
      ...{ authority: { id: 'HSB3', name: 'Assen' }, contest: { id: '3', name: 'Assen' } },
      created: '2027-03-19T10:00:00',
    };
    const count = districtCount(adder, [tkCount({ lists: tkSpec().lists.slice(0, 1) })]);
    const whole = await madePackage({ count, region: { category: 'kieskring', name: 'Assen' }, key: null });
    const { id: total } = await upload(app, cast.hsb, [whole]);
    expect((await submit(app, cast.hsb, total, { reden: 'onderweg' })).status).toBe(200);
    await arrival(app, cast.csb, whole.pair!.fingerprint);
    for (const width of [1280, 375]) {
      const page = await enter(cast.csb, { width });
      await page.goto('/sommen');
      await page
        .getByText(/lijsten 2, 3 ontbreken, met/)
        .first()
        .waitFor();
      await sound(page);
      await shot(page, `sommen-${width}`);
      await page.getByRole('link', { name: 'Hoofdstembureau Assen, 510c' }).first().click();
      await page.getByText('Waar het verschil zit').waitFor();
      await page.locator('summary', { hasText: 'Gemeentelijk stembureau Assen' }).click();
      await sound(page);
      await shot(page, `som-${width}`);
      await page.getByRole('link', { name: 'Naar de 510c' }).click();
      await page.getByText('Dit totaal verschilt van de som van de tellingen').waitFor();
      await shot(page, `totaal-${width}`);
      await page.goto('/ontvangen?status=aandacht');
      await page.getByRole('link', { name: 'verschilt van de som van de tellingen' }).waitFor();
      await sound(page);
      await shot(page, `ontvangen-${width}`);
    }
  });

  it.each([1280, 375])('is handed in by a second person where two must look, at %i pixels', async (width) => {
    await app.sql("UPDATE submission SET state = 'abandoned' WHERE state <> 'refused'");
    const decideBy = app.get(DecideElection);
    const wish = (now: Standing) => ({ ...now, decisions: { ...now.decisions, fourEyes: true } });
    if (width === 1280) await decideBy.run('TK2027', wish, 'Zo is het besloten.', cast.operator.actor);
    const second = await app.person('TK2027', 'GSB', '0106');
    const file = await made(5);
    const { id } = await upload(app, cast.assen, [file]);
    const first = await enter(cast.assen, { width });
    await first.goto(`/leveringen/${id}`);
    await first.getByText('Een ander dient dit in').waitFor();
    expect(await first.getByRole('button', { name: 'Indienen', exact: true }).count()).toBe(0);
    await sound(first);
    const other = await enter(second, { width });
    await other.goto('/');
    await sound(other);
    await other.getByRole('link', { name: /^Vergelijk .* en dien in$/ }).click();
    await other.getByText('U bent de tweede persoon').waitFor();
    await sound(other);
    await shot(first, `eerste-${width}`);
    await shot(other, `tweede-${width}`);
    for (const [name, value] of Object.entries(comparedOn(await other.content(), file.pair!.fingerprint)))
      if (name.startsWith('groep')) await other.locator(`[name="${name}"]`).fill(value);
      else await other.locator(`[name="${name}"]`).check();
    await other.getByRole('button', { name: 'Indienen', exact: true }).click();
    await other.waitForURL(/ontvangstbewijs$/);
    const receipt = await other.locator('main').textContent();
    expect(receipt).toContain('Verstuurd door');
    expect(receipt).toContain('alle 64 tekens zijn gelijk');
    await sound(other);
  });
});
