import type { Browser, Page } from 'playwright-core';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { madeStations } from '../../src/rehearsal/made-count.js';
import type { TestApp, TestPerson } from './app.js';
import { tkCount } from './counts.js';
import { aDefinition, aRegion } from './definition.js';
import { madePackage, type TestPackage } from './packages.js';
import { approveKey } from './uploads.js';

/** Gemeenten in kieskring 3 of the made-up TK: a test that delivers takes one for itself. */
export const TOWNS = {
  Assen: 106,
  Coevorden: 109,
  Emmen: 114,
  Hoogeveen: 118,
  Meppel: 119,
  Midden: 1731,
} as const;
export type Town = keyof typeof TOWNS;

const codeOf = (town: Town): string => String(TOWNS[town]).padStart(4, '0');

/** A Tweede Kamer over {@link TOWNS}. */
export async function configureTowns(app: TestApp): Promise<void> {
  const state = { category: 'STAAT', number: null } as const;
  const regions = [
    aRegion('STAAT', null, 'Nederland'),
    aRegion('KIESKRING', 3, 'Assen', state),
    ...Object.entries(TOWNS).map(([name, number]) =>
      aRegion('GEMEENTE', number, name, { category: 'KIESKRING', number: 3 }),
    ),
  ];
  await app.configure(writeDefinition(aDefinition({ regions })));
}

/** A signed count of a town, as its counting software exports it; `created` tells versions apart. */
export function countOf(town: Town, created = '2026-11-20T01:02:03'): Promise<TestPackage> {
  const count = tkCount({
    seed: town,
    created,
    authority: { id: codeOf(town), name: town },
    stations: madeStations(town, 3),
  });
  return madePackage({ count, key: Object.keys(TOWNS).indexOf(town) + 1 });
}

/** Somebody of the town's GSB, whose key the Kiesraad approved. */
export async function clerkOf(app: TestApp, town: Town, operator: TestPerson): Promise<TestPerson> {
  const clerk = await app.person('TK2027', 'GSB', codeOf(town));
  await approveKey(app, clerk, operator, (await countOf(town)).key!);
  return clerk;
}

/** A browser window of one person. */
export interface Visit {
  readonly page: Page;
  /** What the console complained of so far: errors, and what the CSP stopped. A page that says no is none. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

export interface VisitOptions {
  /** Off: as in a browser that runs no script. */
  readonly script?: boolean;
  readonly width?: number;
  /** Through which the browser goes. */
  readonly proxy?: string;
}

/** Opens a window; signs in through the door of the rehearsal when a person is given. */
export async function visit(
  browser: Browser,
  app: Pick<TestApp, 'baseUrl'>,
  person: TestPerson | null = null,
  { script = true, width = 1280, proxy }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: app.baseUrl,
    javaScriptEnabled: script,
    locale: 'nl-NL',
    viewport: { width, height: 900 },
    ...(proxy === undefined ? {} : { proxy: { server: proxy } }),
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load') && message.location().url === page.url();
    if (message.type() === 'error' && !isAnswer) complaints.push(`${page.url()}: ${message.text()}`);
  });
  if (person !== null) {
    const { name } = person.actor;
    await page.goto(`/inloggen/oefening?zoek=${encodeURIComponent(name)}`);
    await page.getByRole('button', { name: `Kies ${name}`, exact: true }).click();
    await page.waitForURL(`${app.baseUrl}/`);
  }
  return { page, complaints, close: () => context.close() };
}

/** Pages of a PDF, and the size of the first in points. */
export function pdfFacts(pdf: Buffer): { pages: number; width: number; height: number } {
  const text = pdf.toString('latin1');
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
  return {
    pages: text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0,
    width: Math.round(Number(width)),
    height: Math.round(Number(height)),
  };
}
