import type { DeclaredEvent } from './event.js';

/**
 * Every action the log knows, in the past tense, with what it says in Dutch. Kiesbesluit Ea 3: every action logged with
 * who and the result, attempts that belong to no account included.
 */
export const ACTIONS = {
  'session.started': 'Ingelogd',
  'session.ended': 'Afgemeld',
  'session.endedEverywhere': 'Overal afgemeld',
  'hat.chosen': 'Rol gekozen',
  'person.invited': 'Persoon uitgenodigd',
  'person.added': 'Persoon toegevoegd aan een orgaan',
  'person.removed': 'Persoon verwijderd uit een orgaan',
  'passkey.added': 'Toegangssleutel toegevoegd',
  'passkey.removed': 'Toegangssleutel verwijderd',
  'token.issued': 'Toegangstoken uitgegeven',
  'token.revoked': 'Toegangstoken ingetrokken',
  'access.attempted': 'Toegang gevraagd',
  'request.attempted': 'Verzoek gedaan',
  'election.configured': 'Verkiezing ingericht',
  'exemption.declared': 'Levering niet verschuldigd verklaard',
  'exemption.ended': 'Levering weer verschuldigd verklaard',
  'submission.opened': 'Levering begonnen',
  'submission.received': 'Bestand ontvangen',
  'submission.judged': 'Levering gecontroleerd',
  'submission.delivered': 'Levering ingediend',
  'submission.superseded': 'Levering vervangen door een nieuwe versie',
  'submission.refused': 'Levering geweigerd',
  'submission.abandoned': 'Levering niet afgemaakt',
  'submission.viewed': 'Levering bekeken',
  'delivery.created': 'Bestand afgeleverd bij een ontvanger',
  'delivery.downloaded': 'Bestand opgehaald',
  'delivery.acknowledged': 'Ontvangst bevestigd',
  'delivery.comparedWithPaper': 'Gelijk verklaard aan het papieren proces-verbaal',
  'delivery.requested': 'Verzoek om alsnog te verstrekken',
  'object.damaged': 'Opgeslagen bestand komt niet overeen met zijn vingerafdruk',
  'notice.seen': 'Bericht gelezen',
  'audit.viewed': 'Logboek bekeken',
  'flood.counted': 'Pogingen zonder account geteld',
} as const satisfies Record<string, string>;

export type Action = keyof typeof ACTIONS;

/** The same, as declared events without a description of their details. */
export const PLAIN_EVENTS: readonly DeclaredEvent[] = Object.entries(ACTIONS).map(([action, title]) => ({
  action,
  title,
  object: 'request',
  by: [],
  fields: {},
}));
