import type { z } from 'zod';

const TYPES: Readonly<Record<string, string>> = {
  string: 'Dit moet tekst zijn.',
  number: 'Dit moet een getal zijn.',
  int: 'Dit moet een heel getal zijn.',
  boolean: 'Dit moet true of false zijn.',
  array: 'Dit moet een lijst zijn.',
  object: 'Dit moet een object met velden zijn.',
};
const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'Dit is geen id dat het platform geeft.',
  datetime: 'Geef een moment, zoals 2027-03-17T21:00:00Z.',
  date: 'Geef een dag, zoals 2027-03-17.',
  email: 'Vul een e-mailadres in, zoals naam@gemeente.nl.',
};
const WRONG = 'Dit heeft niet de juiste vorm.';

/** What is wrong with a value, in plain Dutch, where its schema has no words of its own (zod's are English). */
export function inDutch(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'Dit ontbreekt. Vul het in.' : (TYPES[issue.expected] ?? WRONG);
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum));
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum));
    case 'invalid_format':
      return FORMATS[issue.format] ?? WRONG;
    case 'invalid_value':
      return `Kies een van: ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return `Dit veld hoort hier niet: ${issue.keys.join(', ')}.`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return WRONG;
  }
}

function tooSmall(origin: string, least: number): string {
  if (origin === 'string') return least === 1 ? 'Vul dit in.' : `Gebruik minstens ${least} tekens.`;
  if (origin === 'array' || origin === 'set') return `Geef er minstens ${least}.`;
  return `Geef een getal van minstens ${least}.`;
}

function tooBig(origin: string, most: number): string {
  if (origin === 'string') return `Gebruik hoogstens ${most} tekens.`;
  if (origin === 'array' || origin === 'set') return `Geef er hoogstens ${most}.`;
  return `Geef een getal van hoogstens ${most}.`;
}
