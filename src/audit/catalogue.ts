import type { DeclaredEvent } from './event.js';

/**
 * Every action the log knows, in the past tense, with what it says in Dutch. Kiesbesluit Ea 3: every action logged with
 * who and the result, attempts that belong to no account included.
 */
export const ACTIONS = {
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
