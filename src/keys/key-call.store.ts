import type { CommitteeRef } from '../kernel/committee.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Call } from './key-call.js';
import type { CommitteeKey, Decision } from './key.js';

/** A call as kept, with who of the Kiesraad listened. */
export type KeptCall = Call & { readonly personId: string };

/** Keeps a call with a committee for a voting day, and of which keys the fingerprint was read out in it. */
export async function addCall(
  tx: Tx,
  {
    call,
    committee,
    votingDay,
    keys,
    decision,
  }: {
    readonly call: Call;
    readonly committee: CommitteeRef;
    /** `YYYY-MM-DD` */
    readonly votingDay: string;
    readonly keys: readonly CommitteeKey[];
    readonly decision: Decision;
  },
): Promise<void> {
  await tx.keyCall.create({
    data: {
      ...call,
      level: committee.level,
      code: committee.code,
      votingDay: new Date(votingDay),
      personId: decision.by,
      recordedAt: decision.at,
      readOut: { create: keys.map(({ id }) => ({ keyId: id })) },
    },
  });
}

/** The call in which this key was read out; null when it was not. */
export async function findCall(read: Reader, keyId: string): Promise<KeptCall | null> {
  const row = await read.keyReadOut.findUnique({ where: { keyId }, select: { call: true } });
  if (row === null) return null;
  const { calledAt, caller, spokeWith, number, numberSource, personId } = row.call;
  if (caller !== 'council' && caller !== 'committee') throw new Error(`nobody made the call of key ${keyId}`);
  return { calledAt, caller, spokeWith, number, numberSource, personId };
}
