import { BY_ITSELF, islands, part, say } from './dom.js';
import { EventLine } from './event-line.js';

/** Never asks more often than this when the server is busy or away. */
const SLOWEST_MS = 300_000;

/** While the server itself tells what changes, the whole is fetched this often all the same. */
const TOLD_MS = 300_000;
/** Nobody is told more often than this what changed, whatever changes. */
const SAY_EVERY_MS = 10_000;

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
 * it (WCAG 2.2.2); the focus stays where it was. Asking is no use of the session. Where the page says so the server tells at
 * once what changed, and the region is fetched seldom.
 */
class Region {
  private timer: number | undefined;
  private plannedFor = 0;
  private failures = 0;
  private on = true;
  private current = new Date();
  private readonly live = document.createElement('span');
  private readonly stale = document.createElement('p');
  private readonly seconds: number;
  private readonly line: EventLine | null;
  private isTold = false;
  private summaryTimer: number | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly id: string,
  ) {
    const saveData = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
    this.seconds = Math.max(5, Number(root.dataset['refreshSeconds'] ?? '15')) * (saveData ? 4 : 1);
    this.line =
      root.dataset['refreshStream'] === undefined
        ? null
        : new EventLine(() => this.lineHref(), this.hearer());
    this.addControls();
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.stop();
      else this.begin();
    });
    window.addEventListener('pagehide', () => this.stop());
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.begin());
    document.addEventListener('session-back', () => this.begin());
    this.plan(this.seconds * 1000);
    if (!document.hidden) this.line?.open();
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
      if (this.on) this.begin();
      else {
        this.stop();
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

  /** Looks now, and hears from here on. */
  private begin(): void {
    if (!this.on) return;
    void this.refresh();
    this.line?.open();
  }

  private stop(): void {
    this.pause();
    this.line?.close();
    this.isTold = false;
  }

  private lineHref(): string {
    const address = new URL(this.root.dataset['refreshStream'] ?? '', location.href);
    address.searchParams.set('stand', this.root.dataset['refreshState'] ?? '');
    return address.href;
  }

  private hearer() {
    return {
      parts: (html: string, state: string) => {
        this.replaceParts(html);
        this.root.dataset['refreshState'] = state;
        this.heard();
        if (this.root.dataset['refreshWhole'] !== undefined) this.plan(this.seconds * 1000, true);
      },
      reload: () => void this.refresh(),
      open: (isOpen: boolean) => {
        this.isTold = isOpen;
        if (isOpen) this.heard();
        this.plan(isOpen ? TOLD_MS : this.seconds * 1000);
      },
    };
  }

  private heard(): void {
    this.current = new Date();
    say(this.stale, '');
  }

  /** Says since when what is shown may be old, and what to do. */
  private outdated(why: string): void {
    say(this.stale, `Niet bijgewerkt sinds ${clock.format(this.current)} (Nederlandse tijd). ${why}`);
  }

  private pause(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** `unlessSooner`: what was planned already stays. */
  private plan(ms: number, unlessSooner = false): void {
    if (unlessSooner && this.timer !== undefined && this.plannedFor <= performance.now() + ms) return;
    this.pause();
    this.plannedFor = performance.now() + ms;
    // up to a tenth earlier or later, so that boards opened together do not ask together
    if (this.on && !document.hidden) {
      this.timer = window.setTimeout(() => void this.refresh(), ms * (0.9 + Math.random() * 0.2));
    }
  }

  private async refresh(): Promise<void> {
    this.pause();
    if (!this.on) return;
    let wait = this.isTold ? TOLD_MS : this.seconds * 1000;
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
        this.line?.close();
        this.isTold = false;
        if (response.status === 401) document.dispatchEvent(new Event('session-over'));
        return;
      }
      if (!response.ok) throw new Error(String(Number(response.headers.get('Retry-After') ?? '0')));
      this.replace(await response.text());
      this.failures = 0;
      this.heard();
    } catch (error) {
      this.failures += 1;
      this.outdated(CUT);
      const asked = error instanceof Error ? Number(error.message) * 1000 : 0;
      wait = Math.min(
        SLOWEST_MS,
        Math.max(this.seconds * 1000 * 2 ** this.failures, Number.isFinite(asked) ? asked : 0),
      );
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
    this.goOnFrom(fresh);
    if (old === null || fresh.innerHTML === old.innerHTML) return;
    this.changing(old, () => old.replaceChildren(...fresh.childNodes));
  }

  /** The line goes on from what the page that was fetched shows: it may be older than what was told last. */
  private goOnFrom(fresh: HTMLElement): void {
    const root = fresh.closest<HTMLElement>('[data-refresh-state]');
    const state = root?.dataset['refreshState'];
    if (state === undefined || state === this.root.dataset['refreshState']) return;
    this.root.dataset['refreshState'] = state;
    if (this.on && !document.hidden) this.line?.open();
  }

  private replaceParts(html: string): void {
    const region = document.getElementById(this.id);
    if (region === null) return;
    // lines of a table are nothing outside one
    const lines = html.replace(/<div[\s\S]*$/, '');
    const page = new DOMParser().parseFromString(
      `<table><tbody>${lines}</tbody></table>${html.slice(lines.length)}`,
      'text/html',
    );
    const parts = page.querySelectorAll<HTMLElement>('tbody > tr[id], body > div[id]');
    this.changing(region, () => {
      for (const fresh of parts) {
        const old = document.getElementById(fresh.id);
        if (old !== null && region.contains(old) && old.tagName === fresh.tagName) old.replaceWith(fresh);
      }
    });
  }

  /** Changes something inside `region`; the focus stays, and who cannot see it is told what changed. */
  private changing(region: HTMLElement, change: () => void): void {
    const before = summaryOf(region);
    const focused = focusPath(region);
    change();
    focusAgain(region, focused);
    if (summaryOf(region) === before || this.summaryTimer !== undefined) return;
    const tell = () => say(this.live, `Bijgewerkt: ${summaryOf(region)}`);
    tell();
    this.summaryTimer = window.setTimeout(() => {
      this.summaryTimer = undefined;
      tell();
    }, SAY_EVERY_MS);
  }
}

function summaryOf(region: HTMLElement): string {
  return (part(region, 'data-refresh-summary')?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** What had the focus: its id, its address, and the line of a table that it is in. */
interface FocusPath {
  readonly id: string;
  readonly href: string | null;
  readonly line: string | undefined;
}

/** How to find the focused element again when it is replaced. */
function focusPath(root: HTMLElement): FocusPath | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !root.contains(active)) return null;
  return { id: active.id, href: active.getAttribute('href'), line: active.closest('tr')?.id };
}

function focusAgain(root: HTMLElement, path: FocusPath | null): void {
  if (path === null || root.contains(document.activeElement)) return;
  const { id, href, line } = path;
  const byHref = [...root.querySelectorAll<HTMLElement>('a[href]')].find(
    (a) => href !== null && a.getAttribute('href') === href,
  );
  const byLine = line === undefined ? null : document.getElementById(line)?.querySelector<HTMLElement>('a');
  const target = id === '' ? (byHref ?? byLine) : document.getElementById(id);
  target?.focus({ preventScroll: true });
}

for (const root of islands('refresh')) {
  const id = root.dataset['refreshRegion'];
  if (id !== undefined) new Region(root, id);
}
