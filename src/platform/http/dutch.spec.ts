import { z } from 'zod';
import { parse, type InvalidInput } from './parse.js';

function told(schema: z.ZodType, value: unknown): string[] {
  try {
    parse(schema, value);
  } catch (error) {
    return (error as InvalidInput).errors.map(({ detail }) => detail);
  }
  return [];
}

describe('what is wrong, in Dutch', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['nothing', z.string(), undefined, 'Dit ontbreekt. Vul het in.'],
    ['another type', z.string(), 1, 'Dit moet tekst zijn.'],
    ['no list', z.array(z.int()), {}, 'Dit moet een lijst zijn.'],
    ['no number', z.number(), 'x', 'Dit moet een getal zijn.'],
    ['half a number', z.int(), 1.5, 'Dit moet een heel getal zijn.'],
    ['text for a number', z.coerce.number(), 'x', 'Dit moet een getal zijn.'],
    ['an empty text', z.string().min(1), '', 'Vul dit in.'],
    ['a text too short', z.string().min(3), 'a', 'Gebruik minstens 3 tekens.'],
    ['a text too long', z.string().max(3), 'abcd', 'Gebruik hoogstens 3 tekens.'],
    ['a list too long', z.array(z.int()).max(1), [1, 2], 'Geef er hoogstens 1.'],
    ['a list too short', z.array(z.int()).min(1), [], 'Geef er minstens 1.'],
    ['a number too low', z.int().min(1), 0, 'Geef een getal van minstens 1.'],
    ['a number too high', z.int().max(9), 10, 'Geef een getal van hoogstens 9.'],
    ['none of these', z.enum(['a', 'b']), 'c', 'Kies een van: a, b.'],
    ['not this', z.literal('direct'), 'c', 'Kies een van: direct.'],
    ['another field', z.strictObject({}), { x: 1 }, 'Dit veld hoort hier niet: x.'],
    ['another form', z.string().regex(/^a$/), 'b', 'Dit heeft niet de juiste vorm.'],
    ['no id', z.uuid(), 'b', 'Dit is geen id dat het platform geeft.'],
    ['no day', z.iso.date(), 'b', 'Geef een dag, zoals 2027-03-17.'],
    ['no moment', z.iso.datetime(), 'b', 'Geef een moment, zoals 2027-03-17T21:00:00Z.'],
    ['none of two', z.union([z.int(), z.null()]), 'b', 'Dit heeft niet de juiste vorm.'],
    ['one in a set of its own words', z.string('Geef de code.'), 1, 'Geef de code.'],
  ])('%s', (_, schema, value, words) => {
    expect(told(schema, value)).toEqual([words]);
  });
});
