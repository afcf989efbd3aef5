// The browser of the tools that look at the site: a chromium (CHROMIUM, else /usr/bin/chromium), and the door of a rehearsal.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Starts it; ends the program with what to do where there is none. */
export async function launchBrowser() {
  if (!existsSync(CHROMIUM)) {
    console.error(
      `Er is geen browser op ${CHROMIUM}. Installeer chromium, of zeg met CHROMIUM waar hij staat.`,
    );
    process.exit(1);
  }
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Opens a window that is `width` wide, as nobody yet. */
export async function openPage(browser, baseUrl, width) {
  const viewport = { width, height: 900 };
  const context = await browser.newContext({ baseURL: baseUrl, locale: 'nl-NL', viewport });
  return context.newPage();
}

/** Becomes this person of a rehearsal, and stands on Begin. */
export async function signIn(page, name) {
  await page.goto(`/inloggen/oefening?zoek=${encodeURIComponent(name)}`);
  await page.getByRole('button', { name: `Kies ${name}`, exact: true }).click();
  await page.waitForURL('**/');
}
