import { assertNever } from '../kernel/assert-never.js';
import type { DeliveredType, Level } from '../kernel/committee.js';
import type { Outcome } from './assessment.js';
import type { DutyState, ExemptionReason } from '../elections/duties.js';

/** A state as it stands in the API and in addresses. */
export function stateWord(
  state: DutyState['state'],
): 'ontbreekt' | 'ontvangen' | 'gecorrigeerd' | 'nietVerschuldigd' {
  switch (state) {
    case 'missing':
      return 'ontbreekt';
    case 'received':
      return 'ontvangen';
    case 'corrected':
      return 'gecorrigeerd';
    case 'notDue':
      return 'nietVerschuldigd';
    default:
      return assertNever(state);
  }
}

/** A state as it stands on screen. */
export function stateLabel(state: DutyState['state']): string {
  return state === 'notDue' ? 'hoeft niet' : stateWord(state);
}

/** How a line of a board stands, on screen: also that its file was expected before now. */
export function standLabel({ state, late }: { readonly state: DutyState; readonly late: boolean }): string {
  return late ? 'ontbreekt, te laat' : stateLabel(state.state);
}

/** Why a file need not come. */
export function reasonText(reason: ExemptionReason): string {
  switch (reason) {
    case 'interrupted':
      return 'De Kiesraad heeft het gebruik van de programmatuur onderbroken.';
    case 'setAside':
      return 'Het stembureau heeft de uitkomst van de programmatuur buiten beschouwing gelaten.';
    case 'islandNotTakingPart':
      return 'Dit openbaar lichaam gebruikt de programmatuur bij deze verkiezing niet.';
    default:
      return assertNever(reason);
  }
}

/** Whether a file is as required (O 2, P 1c), in words. */
export function outcomeWord(outcome: Outcome['outcome']): string {
  return outcome === 'asRequired' ? 'voldoet' : 'voldoet niet';
}

/** What a message is, in words. */
export function messageText(message: DeliveredType): string {
  switch (message) {
    case '510b':
      return 'telling (510b)';
    case '510c':
      return 'totaal van de kieskring (510c)';
    case '510d':
      return 'totaaltelling (510d)';
    case '520':
      return 'uitslag (520)';
    case 'P2a':
      return 'P 2a, niets gecorrigeerd';
    case 'P22-bijlage':
      return 'bijlage bij het proces-verbaal P 22';
    default:
      return assertNever(message);
  }
}

/**
 * By which article a body may ask a committee for a file that it did not get; null where the law gives none: it names the GSB
 * alone as the one that is asked.
 */
export function askingArticle(level: Level, asked: Level): string | null {
  return asked === 'GSB' ? (ASKS_BY[level] ?? null) : null;
}

const ASKS_BY: Readonly<Partial<Record<Level, string>>> = { HSB: 'O 2', CSB: 'P 1c lid 2' };

/** Whether a body of this level asks others for files. */
export function asks(level: Level): boolean {
  return ASKS_BY[level] !== undefined;
}
