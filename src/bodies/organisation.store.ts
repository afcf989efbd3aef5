import { ORGANISATION_KINDS } from '../kernel/organisation.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Organisation } from './organisation.js';

interface KeptOrganisation extends Omit<Organisation, 'kind'> {
  readonly kind: string;
}

const organisationOf = (kept: KeptOrganisation): Organisation => {
  const kind = ORGANISATION_KINDS.find((known) => known === kept.kind);
  if (kind === undefined) throw new Error(`organisation ${kept.code} is of no known kind`);
  return { ...kept, kind };
};

/** Those that are there on a day (`YYYY-MM-DD`), by code. One query. */
export async function listOrganisations(read: Reader | Tx, on: string): Promise<readonly Organisation[]> {
  const rows = await read.organisation.findMany({
    where: {
      AND: [
        { OR: [{ since: null }, { since: { lte: on } }] },
        { OR: [{ until: null }, { until: { gt: on } }] },
      ],
    },
    orderBy: { code: 'asc' },
  });
  return rows.map(organisationOf);
}

/** Of a merger that was taken back the row stays, and ends on the day that it begins: there never was one. */
const wasEver = ({ since, until }: Pick<Organisation, 'since' | 'until'>): boolean =>
  since === null || since !== until;

/** All that ever were or will be, by code. */
export async function listEveryOrganisation(read: Reader | Tx): Promise<readonly Organisation[]> {
  return (await read.organisation.findMany({ orderBy: { code: 'asc' } })).filter(wasEver).map(organisationOf);
}

/** The one with this code, also when it is not there any more; null when there never was one. */
export async function findOrganisation(read: Reader | Tx, code: string): Promise<Organisation | null> {
  const row = await read.organisation.findUnique({ where: { code } });
  return row !== null && wasEver(row) ? organisationOf(row) : null;
}

/** Adds organisations of which the codes are new, or of one that never was. */
export async function addOrganisations(tx: Tx, added: readonly Organisation[]): Promise<void> {
  const kept = await tx.organisation.findMany({ where: { code: { in: added.map(({ code }) => code) } } });
  const never = new Set(kept.filter((row) => !wasEver(row)).map(({ code }) => code));
  for (const { code, ...data } of added)
    if (never.has(code)) await tx.organisation.update({ where: { code }, data });
  await tx.organisation.createMany({ data: added.filter(({ code }) => !never.has(code)) });
}

/** Keeps what of an organisation changes while it stays the same one: never its code, its name or its days. */
export async function changeOrganisation(
  tx: Tx,
  { code, executive, province, website, arrangement }: Organisation,
): Promise<void> {
  await tx.organisation.update({ where: { code }, data: { executive, province, website, arrangement } });
}

/**
 * From `until` on these are not there any more: they became part of `successor`. Null: they stay. From the day on which it
 * begins: it never was.
 */
export async function endOrganisations(
  tx: Tx,
  codes: readonly string[],
  end: Pick<Organisation, 'until' | 'successor'>,
): Promise<void> {
  await tx.organisation.updateMany({ where: { code: { in: [...codes] } }, data: end });
}
