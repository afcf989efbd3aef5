import type { Browser, Page } from 'playwright-core';
import { RegisterKey } from '../../src/keys/register-key.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser } from '../support/browser.js';
import { secondOperator } from '../support/ceremony.js';
import { Keyboard } from '../support/keyboard.js';
import { testCommitteeKey } from '../support/keys.js';
import { closeQuietly, sound } from '../support/looks.js';
import { visit, type Visit } from '../support/site.js';
import { configureTk } from '../support/uploads.js';

describeWithBrowser('the ceremony of a key', () => {
  let app: TestApp;
  let browser: Browser;
  let first: TestPerson;
  let second: TestPerson;
  const open: Visit[] = [];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await configureTk(app);
    first = await app.person(null, 'OPERATOR', 'OPERATOR');
    second = await secondOperator(app);
    browser = await launchBrowser();
  });
  afterEach(() => closeQuietly(open));
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it.each([
    [1280, true, 5, '0106'],
    [375, true, 6, '0109'],
    [375, false, 7, '0106'],
  ])(
    'is walked by a committee and two of the Kiesraad, at %i pixels, script %s',
    async (width, script, n, code) => {
      const enter = async (who: TestPerson): Promise<Page> => {
        const visiting = await visit(browser, app, who, { width, script });
        open.push(visiting);
        return visiting.page;
      };
      const clerk = await app.person('TK2027', 'GSB', code);
      const region = code === '0106' ? 'Assen' : 'Coevorden';
      const { certificate } = await testCommitteeKey(n, { region, authority: code });
      const { id } = await app.get(RegisterKey).run(certificate, clerk.actor);

      const committee = await enter(clerk);
      await committee.goto('/sleutels');
      await committee.getByRole('heading', { name: 'Nu: lees de vingerafdruk voor' }).waitFor();
      await sound(committee, script, 'eigen');

      const desk = await enter(first);
      const hands = new Keyboard(desk);
      await desk.goto(`/sleutels/${id}`);
      await sound(desk, script, 'sleutel');
      await hands.press(desk.getByRole('link', { name: 'Bel en vink af' }));
      await desk.getByRole('heading', { level: 1, name: 'Vingerafdruk laten voorlezen' }).waitFor();
      await desk.getByLabel('Een ander nummer dat u al kende').check();
      await desk.getByLabel(/^Ander nummer/).fill('0592-123456');
      await desk.getByLabel(/^Waar kende u/).fill('lijst van 1 februari');
      await desk.getByLabel(/^Met wie spreekt u/).fill('J. de Boer');
      const boxes = desk.locator('.read-out input');
      expect(await boxes.count()).toBe(16);
      const tick = async (i: number) => {
        await hands.to(boxes.nth(i));
        await desk.keyboard.press('Space');
      };
      for (let i = 0; i < 15; i++) await tick(i);
      await sound(desk, script, 'gesprek');
      await hands.press(desk.getByRole('button', { name: 'Leg het gesprek vast' }));
      await desk.getByText('Vink bij een sleutel alle 16 groepen af').first().waitFor();
      await sound(desk, script, 'gesprek-fout');
      expect(await boxes.nth(14).isChecked()).toBe(true);
      await tick(15);
      await hands.press(desk.getByRole('button', { name: 'Leg het gesprek vast' }));
      await desk.getByText('Het gesprek is vastgelegd').waitFor();
      await hands.press(desk.getByRole('button', { name: 'Keur goed' }));
      await desk.getByText('U keurde de sleutel goed, als eerste').waitFor();
      await sound(desk, script, 'bord');
      await desk.goto(`/sleutels/${id}`);
      expect(await desk.getByRole('button', { name: 'Keur goed' }).count()).toBe(0);

      const other = await enter(second);
      await other.goto(`/sleutels/${id}`);
      await new Keyboard(other).press(other.getByRole('button', { name: 'Keur goed' }));
      await other.getByText('De sleutel is goedgekeurd').first().waitFor();
      await committee.goto(`/sleutels/${id}`);
      await committee.getByText('Tweede goedkeuring').waitFor();
      await sound(committee, script, 'goedgekeurd');

      await other.goto(`/sleutels/${id}`);
      await other.getByLabel(/^Reden van opschorting/).fill('laptop gestolen');
      await other.getByRole('button', { name: 'Schort de sleutel op' }).click();
      await other.getByText('De sleutel is opgeschort').first().waitFor();
      await desk.goto(`/sleutels/${id}`);
      await sound(desk, script, 'opgeschort');
      await desk.getByRole('button', { name: 'Trek in', exact: true }).click();
      await desk.getByText('De sleutel is ingetrokken').first().waitFor();
    },
  );
});
