import { assertNever } from '../kernel/assert-never.js';
import type { StatusTone } from '../web/components/index.js';
import type { Verdict } from '../verify/verdict.js';
import type { DeliveredType } from '../kernel/committee.js';
import { isComplete, type Submission } from './submission.js';

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

/** Number of bytes as people read them: `1.234.567 bytes`. */
export function bytesWords(bytes: number): string {
  return `${String(bytes).replace(/\B(?=(\d{3})+$)/g, '.')} bytes`;
}

const EXPORT_AGAIN =
  'Exporteer het bestand opnieuw uit OSV2020-U of Abacus en verstuur het zonder er iets aan te veranderen.';

const ADVICE: readonly (readonly [prefix: string, advice: string])[] = [
  [
    'fingerprint.compared',
    'Vergelijk nog eens met het papieren proces-verbaal. Was het een typefout? Verstuur het bestand dan opnieuw en typ de vingerafdruk over. Is de vingerafdruk echt anders? Lever dan het bestand dat bij dit proces-verbaal hoort.',
  ],
  [
    'signature.key',
    'Kijk bij Sleutels of de sleutel van uw stembureau is aangemeld en goedgekeurd. Is dat zo, verstuur het bestand dan opnieuw.',
  ],
  [
    'signature',
    'Onderteken het bestand met de sleutel die uw stembureau voor deze verkiezing heeft aangemeld, en exporteer het opnieuw.',
  ],
  [
    'identity.election',
    'Dit bestand is van een andere verkiezing. Kies het bestand van deze verkiezing, of kies eerst de rol voor de verkiezing van het bestand.',
  ],
  [
    'identity.committee',
    'Dit bestand is van een ander stembureau. Kies het bestand van uw eigen stembureau.',
  ],
  [
    'identity',
    'Controleer of u het goede bestand koos: soort, datum en kieskring moeten bij uw stembureau horen.',
  ],
  [
    'order.repeat',
    'Dit bestand is al eens vervangen en kan niet opnieuw gelden. Lever het nieuwste bestand.',
  ],
  ['container', `Het pakket is niet zoals het uit het telprogramma komt. ${EXPORT_AGAIN}`],
  ['', `Het telbestand is beschadigd of niet volledig. ${EXPORT_AGAIN}`],
];

/** Where these refuse, what else is refused follows from it: a file of another election knows no key here either. */
const EXPLAINS_THE_REST: readonly string[] = ['identity.election', 'identity.committee'];

/** The check that refused, of several the most telling: with the number it is what one says by phone. Null when none did. */
export function firstRefusal(verdict: Verdict): string | null {
  const refused = verdict.checks.filter((check) => check.result === 'refuse').map(({ code }) => code);
  return EXPLAINS_THE_REST.find((code) => refused.includes(code)) ?? refused[0] ?? null;
}

/** What a sender should do now that this check refused the file. */
export function adviceFor(code: string): string {
  return ADVICE.find(([prefix]) => code.startsWith(prefix))?.[1] ?? EXPORT_AGAIN;
}
