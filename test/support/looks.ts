import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { axeFindings, sidewaysScroll } from './browser.js';
import type { Visit } from './site.js';

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

/** Closes what stands open, and expects that no console complained. */
export async function closeQuietly(open: Visit[]): Promise<void> {
  for (const { complaints, close } of open.splice(0)) {
    expect(complaints).toEqual([]);
    await close();
  }
}
