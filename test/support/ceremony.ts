import { DecideKey } from '../../src/keys/decide-key.js';
import { RecordCall } from '../../src/keys/record-call.js';
import { PlayCeremony } from '../../src/rehearsal/play-ceremony.js';
import type { TestApp, TestPerson } from './app.js';

const seconds = new WeakMap<TestApp, Promise<TestPerson>>();

/** Somebody of the Kiesraad beside the one that a test knows: the same for each key of an application. */
export function secondOperator(app: TestApp): Promise<TestPerson> {
  const known = seconds.get(app) ?? app.person(null, 'OPERATOR', 'OPERATOR');
  seconds.set(app, known);
  return known;
}

/** The ceremony, also where nothing is a rehearsal. */
export function ceremony(app: TestApp): PlayCeremony {
  return new PlayCeremony(app.get(RecordCall), app.get(DecideKey), app.clock);
}

/** Has the fingerprint of a key read out, and two of the Kiesraad approve it: `operator` first. */
export async function approveByTwo(app: TestApp, keyId: string, operator: TestPerson): Promise<void> {
  const second = await secondOperator(app);
  await ceremony(app).run(keyId, [operator.actor, second.actor]);
}
