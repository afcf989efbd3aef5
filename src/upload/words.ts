import { assertNever } from '../kernel/assert-never.js';
import type { StatusTone } from '../web/components/index.js';
import type { DeliveredType } from '../kernel/committee.js';
import { hasReceipt, isComplete, type Submission } from './submission.js';

/** What a message is, in words. */
export function messageWords(message: DeliveredType): string {
  switch (message) {
    case '510b':
      return 'Telling (510b)';
    case '510c':
      return 'Totaal van de kieskring (510c)';
    case '510d':
      return 'Totaaltelling (510d)';
    case '520':
      return 'Uitslag (520)';
    case 'P2a':
      return 'P 2a: niets gecorrigeerd';
    case 'P22-bijlage':
      return 'Bijlage bij het proces-verbaal P 22';
    default:
      return assertNever(message);
  }
}

/** A state as it stands on screen, with how it looks. */
export function stateWords(submission: Submission): { readonly text: string; readonly tone: StatusTone } {
  const words = plainStateWords(submission);
  const unsigned = hasReceipt(submission) && submission.verdict.unsigned !== undefined;
  if (!unsigned) return words;
  const text = submission.state === 'delivered' ? words.text : 'Vervangen';
  return { text: `${text}, niet ondertekend`, tone: 'warning' };
}

function plainStateWords(submission: Submission): ReturnType<typeof stateWords> {
  switch (submission.state) {
    case 'open':
      return isComplete(submission)
        ? { text: 'Wordt nog gecontroleerd', tone: 'waiting' }
        : { text: 'Niet compleet', tone: 'warning' };
    case 'judged':
      return { text: 'Gecontroleerd, nog niet ingediend', tone: 'warning' };
    case 'delivered':
      return { text: 'Ingediend', tone: 'ok' };
    case 'superseded':
      return { text: 'Vervangen door een nieuwere', tone: 'neutral' };
    case 'refused':
      return { text: 'Geweigerd', tone: 'error' };
    case 'abandoned':
      return { text: 'Gestopt', tone: 'neutral' };
    default:
      return assertNever(submission);
  }
}
