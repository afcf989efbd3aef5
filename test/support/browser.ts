import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Debian's chromium; another may be named in CHROMIUM. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Why no browser can be had here; null when one can. Debian's chromium is a script, which needs more than itself. */
function whyNoBrowser(): string | null {
  if (!existsSync(CHROMIUM)) return `no browser at ${CHROMIUM}`;
  const { status, stderr } = spawnSync(CHROMIUM, ['--version'], { encoding: 'utf8' });
  return status === 0 ? null : `${CHROMIUM} does not run: ${stderr?.split('\n')[0]}`;
}

const why = whyNoBrowser();
if (why !== null && process.env['CI']) throw new Error(`${why}: in CI nothing may be skipped`);

/** `describe` where a browser stands; elsewhere a skip that says why. */
export const describeWithBrowser: (title: string, body: () => void) => void =
  why === null ? describe : (title, body) => describe.skip(`${title} (skipped: ${why})`, body);

/** Starts the browser, without anything that reaches for the network by itself. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A device that holds passkeys and says yes with PIN, finger or face; gives what takes it away. */
export async function plugInAuthenticator(page: Page): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return async () => {
    await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  };
}

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * What axe finds wrong on the page as it stands, as `impact id: markup`. Of `serious` and worse when `worst` is so,
 * otherwise everything, best practices too. Evaluated through the debugger, which the page's CSP does not hinder.
 */
export async function axeFindings(page: Page, worst: 'serious' | 'all' = 'serious'): Promise<string[]> {
  await page.evaluate(`${readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')};0`);
  const violations = await page.evaluate<Violation[]>(
    'axe.run(document).then((result) => result.violations)',
  );
  return violations
    .filter(({ impact }) => worst === 'all' || impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => `${impact ?? '?'} ${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/** How many CSS pixels the page is wider than its window: 0 when nothing must be scrolled sideways (WCAG 1.4.10). */
export async function sidewaysScroll(page: Page): Promise<number> {
  return await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}

/** So many bytes a second go up from now on; gives what changes that (-1: as fast as it goes). */
export async function slowDown(page: Page, bytesPerSecond: number): Promise<(to: number) => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  const set = async (uploadThroughput: number): Promise<void> => {
    const network = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput };
    await devtools.send('Network.emulateNetworkConditions', network);
  };
  await set(bytesPerSecond);
  return set;
}
