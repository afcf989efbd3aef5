import type { Sha256 } from '../../kernel/fingerprint.js';
import { createdAt } from '../../kernel/written-time.js';
import { figuresDiffer, type Figures } from '../figures.js';
import { identityOf, type Check, type Verdict } from '../verdict.js';
import { passed, refused, skipped, warned, type CheckGroup } from './check.js';

/** 6. The order of versions. */
export const ORDER_CHECKS = {
  'order.repeat': {
    number: 61,
    title: 'Dit bestand is niet al eerder geleverd en daarna vervangen',
    outcomes: ['refuse', 'skipped'],
  },
  'order.replaces': {
    number: 62,
    title: 'Een nieuwe versie noemt welke levering zij vervangt',
    outcomes: ['refuse', 'skipped'],
  },
  'order.clock': {
    number: 63,
    title: 'De aanmaaktijd in het bestand is aannemelijk',
    outcomes: ['warn', 'skipped'],
  },
  'order.session': {
    number: 64,
    title: 'Andere cijfers komen uit een nieuwe zitting',
    outcomes: ['warn', 'skipped'],
  },
  'order.barred': {
    number: 65,
    title: 'Dit bestand is niet als proeftelling gebruikt',
    outcomes: ['refuse', 'skipped'],
  },
} as const satisfies CheckGroup;

/**
 * What was delivered before for the same election, committee and type. Sessions in which nothing was corrected stand beside
 * each other: for a P 2a the delivery that stands is the one with the same identity or, where the sender names one to
 * replace, that one.
 */
export interface DeliveryHistory {
  /** The delivered version that stands; null when nothing was delivered yet. */
  readonly current: PastDelivery | null;
  /** A count of this committee was delivered: without one there is nothing for a P 2a to leave as it is. */
  readonly counted: boolean;
  /** Identities of versions that were replaced. */
  readonly superseded: readonly Sha256[];
  /** Id of the delivery that the sender says this one replaces; null when none was named. */
  readonly replaces: string | null;
  /** From which session the sender says that a newer count is; null when that was not said. */
  readonly session: CountSession | null;
  /** It was made to try something, and was barred as a count for good. */
  readonly barred: boolean;
  /** Time of receipt by the server, ISO 8601 in UTC. */
  readonly receivedAt: string;
}

/** A version that was delivered. */
export interface PastDelivery {
  readonly id: string;
  /** As `identityOf` gives it. */
  readonly identity: Sha256 | null;
  /** kr:CreationDateTime as written. */
  readonly created: string | null;
  readonly figures: Figures | null;
  /** Its own figures are others than those before it, and nobody said that they come from a new session. */
  readonly unexplained: boolean;
}

/**
 * From which session of the committee a newer count is. A correction of figures is made in a new session (P 1e (I)); who
 * delivers again from the same one says why.
 */
export type CountSession = { readonly kind: 'new' } | { readonly kind: 'same'; readonly reason: string };

/** How far a clock of a counting PC may run ahead before it is worth telling. */
const CLOCK_TOLERANCE_MS = 15 * 60_000;

/**
 * A verdict with other results for some checks; whether it is accepted follows from them. One that an older catalogue made
 * keeps the checks it has: of what was added since only what refuses is added.
 */
export function amend(verdict: Verdict, checks: readonly Check[]): Verdict {
  const amended = new Map(checks.map((check) => [check.code, check]));
  const kept = verdict.checks.map((check) => amended.get(check.code) ?? check);
  const known = new Set(verdict.checks.map(({ code }) => code));
  const all = [...kept, ...checks.filter(({ code, result }) => result === 'refuse' && !known.has(code))];
  return {
    ...verdict,
    checks: all,
    verdict: all.some((check) => check.result === 'refuse') ? 'refused' : 'accepted',
  };
}

/**
 * Decides the order.* checks. Call it under the lock per election, committee and type: of two deliveries at once the
 * second then sees the first. The same bytes as the current version are no new version: the caller answers with the
 * receipt that exists.
 */
export function judgeOrder(verdict: Verdict, history: DeliveryHistory): Verdict {
  return amend(verdict, [
    repeatCheck(verdict, history),
    replacesCheck(verdict, history),
    clockCheck(verdict, history),
    sessionCheck(verdict, history),
    barredCheck(verdict, history),
  ]);
}

/** The order.* checks of a file judged on its own. */
export function orderNotJudged(): Check[] {
  const why = 'Dit wordt bij het indienen beslist, naast wat al geleverd is.';
  return Object.keys(ORDER_CHECKS).map((code) => skipped(code, why));
}

function isRepeat(verdict: Verdict, history: DeliveryHistory): boolean {
  const identity = identityOf(verdict);
  return identity !== null && identity === history.current?.identity;
}

function repeatCheck(verdict: Verdict, history: DeliveryHistory): Check {
  const code = 'order.repeat';
  const identity = identityOf(verdict);
  if (identity === null) return skipped(code, 'Er is geen bestand om te vergelijken.');
  if (isRepeat(verdict, history))
    return passed(code, 'U hebt dit bestand al ingediend; u krijgt hetzelfde ontvangstbewijs.');
  return history.superseded.includes(identity)
    ? refused(
        code,
        'U hebt dit bestand al eens ingediend en daarna vervangen. Het kan niet opnieuw gelden. Lever het nieuwste bestand.',
      )
    : passed(code, 'Dit bestand is niet eerder geleverd.');
}

function replacesCheck(verdict: Verdict, history: DeliveryHistory): Check {
  const code = 'order.replaces';
  const { current, replaces } = history;
  if (isRepeat(verdict, history)) return passed(code, 'Dit is de versie die al geldt.');
  if (verdict.type === 'P2a' && !history.counted)
    return refused(
      code,
      'U meldt dat er niets is gecorrigeerd, maar er is nog geen telling ingediend. Dien eerst de telling in.',
    );
  if (current === null) {
    return replaces === null
      ? passed(code, 'Dit is de eerste levering.')
      : refused(code, 'U noemt een levering die wordt vervangen, maar er is nog niets geleverd.');
  }
  if (replaces === current.id) return passed(code, 'U noemt de levering die wordt vervangen.');
  return replaces === null
    ? refused(code, 'Er is al een bestand geleverd. Geef aan dat dit bestand die levering vervangt.')
    : refused(
        code,
        'De levering die u wilt vervangen geldt niet meer: er is intussen een andere. Bekijk die eerst.',
      );
}

function clockCheck(verdict: Verdict, history: DeliveryHistory): Check {
  const code = 'order.clock';
  if (verdict.created === null) return skipped(code, 'Het bestand noemt geen aanmaaktijd.');
  const created = createdAt(verdict.created);
  if (created === null) return warned(code, 'De aanmaaktijd in het bestand is geen bestaande tijd.');
  if (created > Date.parse(history.receivedAt) + CLOCK_TOLERANCE_MS) {
    return warned(
      code,
      'De aanmaaktijd in het bestand ligt in de toekomst. De klok van de telcomputer loopt waarschijnlijk verkeerd.',
    );
  }
  const before = history.current?.created ?? null;
  const earlier = before === null || isRepeat(verdict, history) ? null : createdAt(before);
  if (earlier !== null && created === earlier)
    return warned(code, 'De aanmaaktijd is gelijk aan die van de vorige versie.');
  if (earlier !== null && created < earlier)
    return warned(
      code,
      'De aanmaaktijd ligt vóór die van de vorige versie. Kijk na of dit de nieuwste versie is.',
    );
  return passed(code, 'De aanmaaktijd is aannemelijk.');
}

function sessionCheck(verdict: Verdict, history: DeliveryHistory): Check {
  const code = 'order.session';
  const { current, session } = history;
  if (verdict.fingerprint === null) return skipped(code, 'Dit pakket bevat geen telbestand.');
  if (current === null) return passed(code, 'Dit is de eerste levering.');
  if (isRepeat(verdict, history)) return passed(code, 'Dit is de versie die al geldt.');
  const changed = figuresDiffer(current.figures, verdict.figures);
  if (changed !== true && current.unexplained && session?.kind !== 'new')
    return warned(code, 'De vorige versie had andere cijfers zonder nieuwe zitting. Die staan hier ook in.');
  if (changed === null)
    return skipped(code, 'De cijfers van deze en de vorige versie zijn niet te vergelijken.');
  if (!changed) return passed(code, 'De cijfers zijn gelijk aan die van de vorige versie.');
  switch (session?.kind) {
    case 'new':
      return passed(code, 'Er zijn cijfers gewijzigd. De afzender zegt: dit is van een nieuwe zitting.');
    case 'same':
      return warned(
        code,
        `Er zijn cijfers gewijzigd zonder nieuwe zitting. De afzender zegt: ${session.reason}`,
      );
    case undefined:
      return warned(
        code,
        'Er zijn cijfers gewijzigd. De afzender zei niet of dit van een nieuwe zitting is.',
      );
  }
}

function barredCheck({ fingerprint }: Verdict, { barred }: DeliveryHistory): Check {
  const code = 'order.barred';
  if (fingerprint === null) return skipped(code, 'Dit pakket bevat geen telbestand.');
  return barred
    ? refused(
        code,
        'Dit bestand is een proeftelling: het is eerder gebruikt om iets te proberen en telt nooit mee. Exporteer de echte telling en lever die.',
      )
    : passed(code, 'Dit bestand is niet als proeftelling gebruikt.');
}
