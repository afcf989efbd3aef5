import { isResultType, type CommitteeRef, type MessageType, type Segment } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { RefusalWithReasons } from '../platform/http/parse.js';
import { Refusal } from '../kernel/refusal.js';
import type { Verdict } from '../verify/verdict.js';

/** How many test deliveries one body may make in one election. */
export const MOST_TRIALS = 20;

/** What a test count was, once the verifier accepted it. */
export interface TestCount {
  readonly message: MessageType;
  /** The committee named in the file. */
  readonly about: CommitteeRef;
  readonly fingerprint: Sha256;
}

/** A test count that was delivered to the test lane. It is no submission and never becomes one. */
export interface Trial extends TestCount {
  readonly id: string;
  readonly owner: Segment;
  readonly at: Date;
  readonly personId: string;
}

/**
 * What a verdict says the test count is. Refuses trial.refused, with every check that refuses or warns, and trial.noCount: what
 * has no fingerprint cannot be barred.
 */
export function testCountOf(verdict: Verdict, sender: CommitteeRef): TestCount {
  if (verdict.verdict === 'refused') throw refusalOf(verdict);
  const { type, fingerprint, committee } = verdict;
  if (type === null || fingerprint === null || !isResultType(type)) throw new Refusal('trial.noCount');
  return { message: type, about: committee ?? sender, fingerprint };
}

function refusalOf({ checks }: Verdict): RefusalWithReasons {
  const told = (['refuse', 'warn'] as const).flatMap((outcome) =>
    checks.filter(({ result }) => result === outcome),
  );
  return new RefusalWithReasons(
    'trial.refused',
    told.map(({ code, detail }) => ({ pointer: '', detail, code })),
    { reason: told[0]?.detail ?? '', check: told[0]?.code ?? '', checks: told.length },
  );
}
