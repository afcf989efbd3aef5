import { typedMoment } from '../kernel/dutch-time.js';
import { z } from 'zod';
import { line, phoneNumber } from '../frame/text.js';
import { SHAPES } from '../platform/http/shapes.js';
import type { Roster } from './show-roster.js';

const WRONG = 'Vul een dag in zoals 2027-03-17, en een tijd zoals 21:15.';
const text = z.string().trim();

/** A shift as somebody types it: the clock is that of Amsterdam. */
export const shiftBody = z
  .object({
    naam: line(200, 'Vul een naam in.'),
    telefoon: phoneNumber,
    vanDag: text,
    vanTijd: text,
    totDag: text,
    totTijd: text,
  })
  .transform(({ naam: name, telefoon: phone, ...typed }, context) => {
    const wrong = (field: string, message: string) => {
      context.addIssue({ code: 'custom', path: [field], message });
      return z.NEVER;
    };
    const starts = typedMoment(typed.vanDag, typed.vanTijd);
    const ends = typedMoment(typed.totDag, typed.totTijd);
    if (phone === null) return wrong('telefoon', 'Vul een telefoonnummer in.');
    if (starts === null) return wrong('vanTijd', WRONG);
    if (ends === null) return wrong('totTijd', WRONG);
    return { name, phone, starts, ends };
  });

const moment = z.iso.datetime();
const stretch = z.object({ van: moment, tot: moment });

/** Who is on call, and for the Kiesraad the roster. */
export const rosterSchema = z
  .object({
    nu: z.array(z.object({ naam: z.string().nullable(), telefoon: z.string() })),
    diensten: z
      .array(stretch.extend({ id: z.uuid(), naam: z.string(), telefoon: z.string() }))
      .nullable()
      .meta({ description: 'Alleen voor de beheerder' }),
    onbezet: z
      .array(stretch)
      .nullable()
      .meta({ description: 'Wanneer rond een stemming niemand dienst heeft; alleen voor de beheerder' }),
  })
  .register(SHAPES, { id: 'Dienst' });

export function rosterJson({ now, shifts, votes }: Roster, operator: boolean) {
  const times = (from: Date, to: Date) => ({ van: from.toISOString(), tot: to.toISOString() });
  return {
    nu: now.map(({ name, phone }) => ({ naam: name, telefoon: phone })),
    diensten: operator
      ? shifts.map(({ id, name, phone, starts, ends }) => ({
          id,
          naam: name,
          telefoon: phone,
          ...times(starts, ends),
        }))
      : null,
    onbezet: operator ? votes.flatMap(({ gaps }) => gaps.map(({ from, to }) => times(from, to))) : null,
  };
}
