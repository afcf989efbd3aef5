import { BY_ITSELF, islands, part, say } from './dom.js';

/** Never asks more often than this when the server is busy or away. */
const SLOWEST_MS = 300_000;

const clock = new Intl.DateTimeFormat('nl-NL', {
  timeZone: 'Europe/Amsterdam',
  hour: '2-digit',
  minute: '2-digit',
});

/** Why a region is not kept current, in what to do; by status. Asking again would help nobody. */
const STOPPED: Readonly<Record<number, string>> = {
  401: 'Uw sessie is voorbij. Log opnieuw in.',
  403: 'U mag dit niet meer zien. Ga naar Begin.',
  404: 'Dit hoort bij een andere rol, of bestaat niet meer. Ga naar Begin.',
};
const CUT = 'Er is geen verbinding. De site probeert het vanzelf opnieuw.';
const SWITCHED_OFF = 'U zette bijwerken uit.';

/**
 * Keeps a region of the page current: fetches the page that holds it and puts the new region in place. Asks the server
 * for less when it can: not while the page is out of sight, with If-None-Match through the browser's cache, slower
 * after every failure, as long as Retry-After says, and four times slower where the person asked to save data. Says since
 * when it is not current, at once: who does not know that waits for what came long ago. Can be switched off by who reads
 * it (WCAG 2.2.2); the focus stays where it was. Asking is no use of the session.
 */
class Region {
  private timer: number | undefined;
  private failures = 0;
  private on = true;
  private current = new Date();
  private readonly live = document.createElement('span');
  private readonly stale = document.createElement('p');
  private readonly seconds: number;

  constructor(
    private readonly root: HTMLElement,
    private readonly id: string,
  ) {
    const saveData = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
    this.seconds = Math.max(5, Number(root.dataset['refreshSeconds'] ?? '15')) * (saveData ? 4 : 1);
    this.addControls();
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.pause();
      else void this.refresh();
    });
    document.addEventListener('session-back', () => void this.refresh());
    this.plan(this.seconds * 1000);
  }

  private addControls(): void {
    const controls = part(this.root, 'data-refresh-controls');
    if (controls === null) return;
    const label = document.createElement('label');
    label.className = 'live-controls__label';
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = true;
    box.addEventListener('change', () => {
      this.on = box.checked;
      if (this.on) void this.refresh();
      else {
        this.pause();
        this.outdated(SWITCHED_OFF);
      }
    });
    label.append(box, 'Automatisch bijwerken');
    this.live.className = 'visually-hidden';
    this.live.setAttribute('role', 'status');
    this.stale.className = 'live-controls__stale';
    this.stale.setAttribute('role', 'status');
    controls.append(label, this.live, this.stale);
    controls.hidden = false;
  }

  /** Says since when what is shown may be old, and what to do. */
  private outdated(why: string): void {
    say(this.stale, `Niet bijgewerkt sinds ${clock.format(this.current)} (Nederlandse tijd). ${why}`);
  }

  private pause(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
  }

  private plan(ms: number): void {
    this.pause();
    // up to a tenth earlier or later, so that boards opened together do not ask together
    if (this.on && !document.hidden) {
      this.timer = window.setTimeout(() => void this.refresh(), ms * (0.9 + Math.random() * 0.2));
    }
  }

  private async refresh(): Promise<void> {
    this.pause();
    if (!this.on) return;
    let wait = this.seconds * 1000;
    try {
      const response = await fetch(this.root.dataset['refreshHref'] ?? location.href, {
        headers: { Accept: 'text/html', ...BY_ITSELF },
        cache: 'no-cache',
        redirect: 'error',
        signal: AbortSignal.timeout(20_000),
      });
      const stopped = STOPPED[response.status];
      if (stopped !== undefined) {
        this.outdated(stopped);
        if (response.status === 401) document.dispatchEvent(new Event('session-over'));
        return;
      }
      if (!response.ok) throw new Error(String(Number(response.headers.get('Retry-After') ?? '0')));
      this.replace(await response.text());
      this.failures = 0;
      this.current = new Date();
      say(this.stale, '');
    } catch (error) {
      this.failures += 1;
      this.outdated(CUT);
      const asked = error instanceof Error ? Number(error.message) * 1000 : 0;
      wait = Math.min(SLOWEST_MS, Math.max(wait * 2 ** this.failures, Number.isFinite(asked) ? asked : 0));
    }
    this.plan(wait);
  }

  private replace(html: string): void {
    // a parsed document runs nothing: scripts in it are inert, and the CSP forbids them too
    const page = new DOMParser().parseFromString(html, 'text/html');
    const fresh = page.getElementById(this.id);
    const old = document.getElementById(this.id);
    // what was waited for has come, or another hat was chosen in another tab: the page is another now
    if (fresh === null || page.body.dataset['namens'] !== document.body.dataset['namens'])
      return location.reload();
    if (old === null || fresh.innerHTML === old.innerHTML) return;
    const summary = (element: HTMLElement): string =>
      (part(element, 'data-refresh-summary')?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const before = summary(old);
    const focused = focusPath(old);
    old.replaceChildren(...fresh.childNodes);
    focusAgain(old, focused);
    const after = summary(old);
    if (after !== '' && after !== before) say(this.live, `Bijgewerkt: ${after}`);
  }
}

/** How to find the focused element again in the new region: by id, else by its address. */
function focusPath(root: HTMLElement): { id: string } | { href: string } | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !root.contains(active)) return null;
  if (active.id !== '') return { id: active.id };
  const href = active.getAttribute('href');
  return href === null ? null : { href };
}

function focusAgain(root: HTMLElement, path: { id: string } | { href: string } | null): void {
  if (path === null) return;
  const target =
    'id' in path
      ? document.getElementById(path.id)
      : [...root.querySelectorAll<HTMLElement>('a[href]')].find((a) => a.getAttribute('href') === path.href);
  target?.focus({ preventScroll: true });
}

for (const root of islands('refresh')) {
  const id = root.dataset['refreshRegion'];
  if (id !== undefined) new Region(root, id);
}
