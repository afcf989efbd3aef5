import { asRecord, BY_ITSELF, islands, part, say, showError, tryJson } from './dom.js';

/** So long before its end a session's end is told (WCAG 2.2.1 asks for 20 seconds). */
const WARN_S = 120;
/** While it tells that the end is near it asks so often: who stayed signed in in another tab need not do so here. */
const LOOK_MS = 10_000;

/** `idle`, `end`: the session will end, by doing nothing or whatever is done. `other`: another role is worn now. */
type Showing = 'nothing' | 'idle' | 'end' | 'over' | 'other';

const TITLES: Readonly<Record<Showing, string>> = {
  nothing: '',
  idle: 'Bent u er nog?',
  end: 'Uw sessie eindigt bijna',
  over: 'Uw sessie is voorbij',
  other: 'U werkt nu in een andere rol',
};
const NO_LINE = 'Er is geen verbinding';
const STAYS = 'U blijft op deze pagina en wat u invulde, blijft staan.';
const TEXTS: Readonly<Record<Showing, (left: string) => string>> = {
  nothing: () => '',
  idle: (left) =>
    `Over ${left} meldt de site u af, omdat u een half uur niets deed. Wat u invulde, blijft staan.`,
  end: (left) =>
    `Over ${left} eindigt uw sessie, want die duurt hoogstens 12 uur. Gebruik nu uw passkey. ${STAYS}`,
  over: () => `Log opnieuw in. ${STAYS}`,
  other: () => 'Deze pagina hoort bij een andere rol. Kies die rol weer, of laad deze pagina opnieuw.',
};

const lasts = (seconds: number): string =>
  seconds > 90 ? '2 minuten' : seconds > 45 ? '1 minuut' : seconds > 20 ? '30 seconden' : 'enkele seconden';

/**
 * Tells two minutes before the session ends, and when it has, without leaving the page: nothing that was typed is lost. The
 * server knows when that is, since another tab may have used the session. Asking is no use of it; the button is.
 */
class SessionWatch {
  private showing: Showing = 'nothing';
  private timer: number | undefined;
  private lookAt = 0;
  /** How often was asked: an answer counts only when nothing was asked after it, by a session that may be another. */
  private asked = 0;
  /** Something on this page stopped asking, since the session was over. */
  private waitedFor = false;
  private canUsePasskey = false;
  private readonly problem: HTMLElement | null;

  constructor(private readonly dialog: HTMLDialogElement) {
    this.problem = part(dialog, 'data-session-error');
    const { sessionIdle, sessionEnd } = dialog.dataset;
    part(dialog, 'data-session-stay')?.addEventListener('click', () => void this.look('by hand'));
    part(dialog, 'data-session-close')?.addEventListener('click', () => dialog.close());
    part(dialog, 'data-passkey')?.addEventListener('signed-in', () => void this.look());
    // back from another tab, from sleep, or out of what the browser kept
    document.addEventListener('visibilitychange', () => {
      const mayHaveChanged = this.showing !== 'nothing' || Date.now() >= this.lookAt;
      if (!document.hidden && mayHaveChanged) void this.look();
    });
    window.addEventListener('pageshow', (event) => (event.persisted ? void this.look() : undefined));
    document.addEventListener('session-over', () => {
      this.waitedFor = true;
      void this.look();
    });
    this.lookIn((Math.min(Number(sessionIdle), Number(sessionEnd)) - WARN_S) * 1000);
  }

  private lookIn(ms: number): void {
    window.clearTimeout(this.timer);
    this.lookAt = Date.now() + Math.max(1000, ms);
    this.timer = window.setTimeout(() => void this.look(), this.lookAt - Date.now());
  }

  /** Asks how long the session still stands, and shows it. By hand that is use of the session. */
  private async look(how: 'by itself' | 'by hand' = 'by itself'): Promise<void> {
    window.clearTimeout(this.timer);
    const turn = ++this.asked;
    this.problem?.replaceChildren();
    try {
      const mark = how === 'by itself' ? BY_ITSELF : {};
      const asked = { method: 'POST', headers: { Accept: 'application/json', ...mark } };
      const response = await fetch('/sessie', { ...asked, redirect: 'error' });
      const text = await response.text();
      if (turn !== this.asked) return;
      if (response.status === 401) return this.show('over');
      if (!response.ok) throw new Error(String(response.status));
      this.heard(asRecord(tryJson(text)));
    } catch {
      if (turn !== this.asked) return;
      // nothing is known: a page that may still be good is not stopped
      this.lookIn(LOOK_MS);
      if (how === 'by hand')
        showError(this.problem, NO_LINE, ['U bent nog niet langer ingelogd. Kies het opnieuw.']);
    }
  }

  private heard({ stil, einde, namens }: Record<string, unknown>): void {
    if (namens !== (document.body.dataset['namens'] ?? null)) return this.show('other');
    const left = Math.min(Number(stil), Number(einde));
    if (left <= WARN_S) {
      this.show(Number(stil) < Number(einde) ? 'idle' : 'end', left);
      return this.lookIn(LOOK_MS);
    }
    if (this.waitedFor || this.showing === 'over') document.dispatchEvent(new Event('session-back'));
    this.waitedFor = false;
    this.showing = 'nothing';
    this.dialog.close();
    this.lookIn((left - WARN_S) * 1000);
  }

  /** What was closed by hand stays closed until there is something else to say. */
  private show(what: Exclude<Showing, 'nothing'>, seconds = 0): void {
    const stay = part(this.dialog, 'data-session-stay');
    const title = part(this.dialog, 'data-session-title');
    say(part(this.dialog, 'data-session-text'), TEXTS[what](lasts(seconds)));
    const asks = what === 'end' || what === 'over';
    if (asks) void this.offerPasskey();
    if (what === this.showing) return;
    this.showing = what;
    say(title, TITLES[what]);
    part(this.dialog, 'data-session-sign-in')?.toggleAttribute('hidden', !asks);
    stay?.toggleAttribute('hidden', what !== 'idle');
    if (!this.dialog.open) this.dialog.showModal();
    (what === 'idle' ? stay : title)?.focus();
  }

  /** The ceremony's script comes when it is needed: most pages are left long before. */
  private async offerPasskey(): Promise<void> {
    const root = part(this.dialog, 'data-passkey');
    const script = this.dialog.dataset['sessionPasskeys'];
    if (this.canUsePasskey || root === null || script === undefined) return;
    this.canUsePasskey = true;
    try {
      const { enhance } = (await import(script)) as typeof import('./passkey.js');
      enhance(root);
    } catch {
      this.canUsePasskey = false;
      showError(this.problem, NO_LINE, ['Controleer uw netwerk. De site probeert het vanzelf opnieuw.']);
      this.lookIn(LOOK_MS);
    }
  }
}

for (const root of islands('session')) if (root instanceof HTMLDialogElement) new SessionWatch(root);
