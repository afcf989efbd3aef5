import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { TestApp, TestPerson } from './app.js';
import { axeFindings, sidewaysScroll } from './browser.js';
import { visit, type Visit } from './site.js';

/** Where to keep pictures of the pages, to look at; absent: nowhere. */
const SHOTS = process.env['SHOTS'];

/** Expects a page that fits its width and in which axe finds nothing; keeps a picture of it where these are wanted. */
export async function sound(page: Page, script: boolean, name: string): Promise<void> {
  expect(await sidewaysScroll(page)).toBe(0);
  if (script) expect(await axeFindings(page)).toEqual([]);
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  const path = `${SHOTS}/${name}-${page.viewportSize()?.width}${script ? '' : '-zonder'}.png`;
  await page.screenshot({ path, fullPage: true });
}

/** A window of somebody, that {@link closeQuietly} closes. */
export async function enter(
  open: Visit[],
  [browser, app]: readonly [Browser, TestApp],
  who: TestPerson,
  look: { readonly width: number; readonly script: boolean },
): Promise<Page> {
  const visiting = await visit(browser, app, who, look);
  open.push(visiting);
  return visiting.page;
}

/** Closes what stands open, and expects that no console complained. */
export async function closeQuietly(open: Visit[]): Promise<void> {
  for (const { complaints, close } of open.splice(0)) {
    expect(complaints).toEqual([]);
    await close();
  }
}
