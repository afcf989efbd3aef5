import type { DutySubject } from '../frame/open-duties.js';
import { formatDay } from '../web/format-time.js';
import type { MailSite, MailText } from './mail-text.js';
import type { RemindedDuty } from './reminder.js';

/** What is to be done, after *U moet nog*. */
export const DUTY_NAMES: Readonly<Record<DutySubject, string>> = {
  declaration: 'de verklaring over de aansluitvoorschriften geven',
  key: 'een sleutel aanmelden voor elk stembureau',
  authorisations: 'bevestigen wie van u een account heeft',
  stations: 'de stembureaulijst (110b) aanleveren',
  contacts: 'de contactpersonen bevestigen',
};

/** Longest text that the Kiesraad may add. */
export const LONGEST_ADDED = 1000;

/** Each subject of each voting day once, the first due first. */
export function eachOnce(duties: readonly RemindedDuty[]): readonly RemindedDuty[] {
  const sorted = [...duties].sort((a, b) => a.due.localeCompare(b.due));
  return [
    ...new Map(sorted.map((duty) => [`${duty.votingDay} ${duty.subject}`, duty] as const).reverse()).values(),
  ].reverse();
}

/** The reminder of all that is open. `added`: what the Kiesraad wrote for these voting days. Says of nothing that it was done. */
export function reminderMail(
  {
    executive,
    duties,
    added,
  }: { executive: string; duties: readonly RemindedDuty[]; added: readonly string[] },
  to: { readonly name: string },
  { baseUrl }: Pick<MailSite, 'baseUrl'>,
): MailText {
  const open = eachOnce(duties).map(
    ({ subject, due, votingDay }) =>
      `- ${DUTY_NAMES[subject]}: uiterlijk ${formatDay(due)} (stemming van ${formatDay(votingDay)})`,
  );
  return {
    subject:
      open.length === 1
        ? 'Herinnering: er is nog 1 ding te doen'
        : `Herinnering: er zijn nog ${open.length} dingen te doen`,
    text: `Beste ${to.name},

Voor ${executive} moet nog dit gebeuren:

${open.join('\n')}
${added.map((text) => `\n${text}\n`).join('')}
Log in op het platform. Bij Begin staat wat u moet doen:
${baseUrl}/inloggen

U krijgt deze mail als contactpersoon. Zij stopt als alles binnen is.`,
  };
}
