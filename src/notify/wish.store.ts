import type { Reader, Tx } from '../platform/postgres/database.js';
import { NOTICE_GROUPS } from './notice-kinds.js';
import type { Wish } from './wish.js';

const known = (groups: readonly string[]) => NOTICE_GROUPS.filter((group) => groups.includes(group));

/** The wishes of these people, as far as they said any. */
export async function wishesOf(
  read: Reader | Tx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Wish>> {
  const rows = await read.noticeWish.findMany({ where: { personId: { in: [...personIds] } } });
  return new Map(
    rows.map(({ personId, wanted, unwanted, quietFrom, quietUntil }) => [
      personId,
      {
        ...{ wanted: known(wanted), unwanted: known(unwanted) },
        quiet: quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil },
      },
    ]),
  );
}

export async function keepWish(tx: Tx, personId: string, { wanted, unwanted, quiet }: Wish): Promise<void> {
  const kept = {
    ...{ wanted: [...wanted], unwanted: [...unwanted] },
    ...{ quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null },
  };
  await tx.noticeWish.upsert({ where: { personId }, create: { personId, ...kept }, update: kept });
}
