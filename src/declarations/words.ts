import type { StatusTone } from '../web/components/index.js';
import type { Decision, Outcome, SignalKind, Way } from './declaration.js';

/** What an answer is called: of one question. */
export const ANSWER_WORDS: Readonly<Record<Outcome, string>> = {
  complies: 'Voldoet',
  willComply: 'Gaat voldoen',
  deviates: 'Wijkt af, met een maatregel',
  doesNotComply: 'Voldoet niet',
};

/** What a whole declaration says. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  complies: 'voldoet',
  willComply: 'gaat voldoen',
  deviates: 'voldoet met afwijkingen',
  doesNotComply: 'voldoet niet',
};

export const OUTCOME_TONES: Readonly<Record<Outcome, StatusTone>> = {
  complies: 'ok',
  willComply: 'info',
  deviates: 'warning',
  doesNotComply: 'error',
};

export const WAY_WORDS: Readonly<Record<Way, string>> = {
  form: 'hier ingevuld',
  pdf: 'ondertekende PDF',
  scan: 'scan van papier',
};

export const SIGNAL_WORDS: Readonly<Record<SignalKind, string>> = {
  missing: 'Geen verklaring',
  unpublished: 'Niet gepubliceerd op de eigen site',
};

export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  called: 'Gebeld, het komt nog',
  measure: 'Er komt een maatregel',
  noMeasure: 'Geen maatregel nodig',
};
