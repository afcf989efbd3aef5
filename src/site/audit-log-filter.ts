import { z } from 'zod';
import type { AuditQuery } from '../audit/audit-query.js';
import type { EventCatalogue } from '../audit/event-catalogue.js';
import { line } from '../frame/text.js';

const DAY_MS = 86_400_000;
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const words = (longest: number) => line(longest).optional().catch(undefined);

/** What stands in the address; what has no sense there narrows nothing. */
export const filterFields = z.object({
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

/** The filter as a question to the log; days are those of the Netherlands. */
export function queryOf(filter: LogFilter): AuditQuery {
  const query = {
    action: filter.handeling,
    person: filter.persoon,
    electionId: filter.verkiezing,
    body: filter.orgaan,
    result: filter.uitkomst,
    from: filter.van === undefined ? undefined : startOfDay(filter.van),
    until: filter.tot === undefined ? undefined : startOfDay(filter.tot, DAY_MS),
    about: filter.object,
    code: filter.weigering,
    ip: filter.ip,
    before: filter.voor === undefined ? undefined : BigInt(filter.voor),
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
