import type { Browser } from 'playwright-core';
import { InvitePerson } from '../../src/people/invite-person.js';
import { RegisterKey } from '../../src/keys/register-key.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { describeWithBrowser, launchBrowser, sidewaysScroll } from '../support/browser.js';
import { testCommitteeKey } from '../support/keys.js';
import { visit } from '../support/site.js';
import { configureTk } from '../support/uploads.js';

/** What remains of 1280 px at 400 % zoom (WCAG 1.4.10). */
const NARROW = 320;

describeWithBrowser('people, accounts and keys at 400 % zoom', () => {
  let app: TestApp;
  let browser: Browser;
  let gsb: TestPerson;
  let operator: TestPerson;
  let pages: readonly (readonly [TestPerson, readonly string[]])[];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await configureTk(app);
    gsb = await app.person('TK2027', 'GSB', '0106');
    const csb = await app.person('TK2027', 'CSB', 'CSB');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    const { certificate } = await testCommitteeKey(2);
    const { id } = await app.get(RegisterKey).run(certificate, gsb.actor);
    const long = {
      ...{ electionId: 'TK2027', body: { level: 'GSB', code: '0106' } as const, role: 'member' as const },
      ...{ name: 'Wilhelmina-Johanna van Oldenbarneveltstraat', phone: '+31 6 12 34 56 78' },
      email: 'wilhelmina-johanna.van.oldenbarneveltstraat@gemeente-westerkwartier.example',
    };
    await app.get(InvitePerson).run(long, gsb.actor);
    const own = `/mensen?verkiezing=TK2027&niveau=GSB&code=0106`;
    pages = [
      [gsb, ['/mensen', '/account', '/sleutels', `/sleutels/${id}`]],
      [csb, ['/mensen', '/account']],
      [operator, [own, '/personen?zoek=wil', '/account', '/sleutels?verkiezing=TK2027', `/sleutels/${id}`]],
    ];
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  it('need no scrolling sideways, for whoever looks', async () => {
    browser = await launchBrowser();
    const wide: unknown[] = [];
    for (const [person, paths] of pages) {
      const { page, close } = await visit(browser, app, person, { width: NARROW });
      for (const path of paths) {
        const answer = await page.goto(path);
        const over = await sidewaysScroll(page);
        if (answer?.status() !== 200 || over > 0)
          wide.push([person.actor.hat.role, path, answer?.status(), over]);
      }
      await close();
    }
    expect(wide).toEqual([]);
  });
});
