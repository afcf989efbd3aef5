import { z } from 'zod';
import type { AuditQuery } from '../audit/audit-query.js';
import type { EventCatalogue } from '../audit/event-catalogue.js';
import { line } from '../frame/text.js';
import { SPOKEN_NUMBER } from '../kernel/spoken-number.js';

const DAY_MS = 86_400_000;
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const words = (longest: number) => line(longest).optional().catch(undefined);

/** What stands in the address; what has no sense there narrows nothing. */
export const filterFields = z.object({
  zoek: words(120),
  handeling: words(60),
  persoon: words(80),
  verkiezing: words(120),
  orgaan: words(40),
  uitkomst: z.enum(['done', 'refused']).optional().catch(undefined),
  van: day.optional().catch(undefined),
  tot: day.optional().catch(undefined),
  object: words(120),
  weigering: words(60),
  ip: words(45),
  voor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
});
/** What a person fills in to narrow the log. */
export type LogFilter = z.infer<typeof filterFields>;

/** What of the address the log can be narrowed by: an action that nobody declared narrows nothing. */
export function logFilterOf({ handeling, ...filter }: LogFilter, catalogue: EventCatalogue): LogFilter {
  return handeling !== undefined && catalogue.has(handeling) ? { ...filter, handeling } : filter;
}

/** The start of a day in the Netherlands; the clock there is one or two hours ahead of UTC. */
function startOfDay(text: string, later = 0): Date | undefined {
  const utc = Date.parse(`${text}T00:00:00Z`) + later;
  if (Number.isNaN(utc)) return undefined;
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Amsterdam',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  return new Date(utc - Number(hour.format(new Date(utc))) * 3_600_000);
}

/** The number of a delivery, a fingerprint, a key or another id: what an event can be about or name. */
const NAMES_SOMETHING = /^([0-9a-f]{4}( [0-9a-f]{4})+|[0-9a-f-]{8,64})$/i;
/** The code of a refusal. */
const REFUSAL = /^[a-z]+\.[a-zA-Z]+$/;

/**
 * The filter as a question to the log; days are those of the Netherlands. What is typed in the one search field is taken
 * for what it looks like: a number, a refusal's code, or else the name of a person or a body.
 */
export function queryOf(filter: LogFilter): AuditQuery {
  const { zoek = '' } = filter;
  const number = SPOKEN_NUMBER.test(zoek) || NAMES_SOMETHING.test(zoek) ? zoek : undefined;
  const refusal = REFUSAL.test(zoek) ? zoek : undefined;
  const query = {
    action: filter.handeling,
    person: filter.persoon,
    electionId: filter.verkiezing,
    body: filter.orgaan,
    result: filter.uitkomst,
    from: filter.van === undefined ? undefined : startOfDay(filter.van),
    until: filter.tot === undefined ? undefined : startOfDay(filter.tot, DAY_MS),
    about: filter.object ?? number,
    code: filter.weigering ?? refusal,
    ip: filter.ip,
    named: zoek === '' || number !== undefined || refusal !== undefined ? undefined : zoek,
    before: filter.voor === undefined ? undefined : BigInt(filter.voor),
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
