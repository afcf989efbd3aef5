/** A mail before it is written: plain text to one person. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** What every mail says of the site. */
export interface MailSite {
  readonly baseUrl: string;
  readonly rehearsal: boolean;
  readonly helpdeskPhone: string;
}

const SITE = 'Digitaal overdrachtsplatform verkiezingen';

/** As a mail of this site: an exercise says so first, and every mail says what we never ask. */
export function asMail({ subject, text }: MailText, { rehearsal, helpdeskPhone }: MailSite): MailText {
  const exercise = rehearsal ? 'OEFENING. Dit is geen echte verkiezing. Niets hiervan telt mee.\n\n' : '';
  return {
    subject: `${rehearsal ? 'OEFENING: ' : ''}${subject}`,
    text: `${exercise}${text}\n\nWij vragen in een mail nooit om een wachtwoord, een bestand of een sleutel.\nHulp nodig? Bel ${helpdeskPhone}.\n\n${SITE}\n`,
  };
}

/**
 * The mail of a notice: that there is one, for which body, and where. Never what it says: a mail may be read by others, and
 * may be old when it is read.
 */
export function noticeMail(
  notice: { readonly id: string; readonly subject: string; readonly bound: boolean },
  to: { readonly name: string; readonly bodyName: string },
  { baseUrl }: MailSite,
): MailText {
  const why = notice.bound
    ? 'Deze mail krijgt u altijd: het moet van de wet.'
    : `Welke mail u krijgt, kiest u zelf: ${baseUrl}/account/berichten`;
  return {
    subject: notice.subject,
    text: `Beste ${to.name},

Er is een nieuw bericht voor ${to.bodyName}.

${notice.subject}.

Lees het bericht op het platform:
${baseUrl}/berichten/${notice.id}

${why}`,
  };
}
