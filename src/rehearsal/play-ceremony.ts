import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { GROUPS } from '../kernel/drawn-groups.js';
import { DecideKey } from '../keys/decide-key.js';
import type { Call } from '../keys/key-call.js';
import { RecordCall } from '../keys/record-call.js';

/** Two different people of the Kiesraad. */
export type Pair = readonly [PersonActor, PersonActor];

const CALL: Omit<Call, 'calledAt'> = {
  caller: 'council',
  spokeWith: 'de beheerder van het stembureau',
  number: '070-0000000',
  numberSource: 'de oefening',
};

/** Plays the ceremony of a key with two people of the Kiesraad, through the doors that they use themselves. */
@Injectable()
export class PlayCeremony {
  constructor(
    private readonly calls: RecordCall,
    private readonly decide: DecideKey,
    private readonly clock: Clock,
  ) {}

  /** From registered to approved by two. */
  async run(keyId: string, [first, second]: Pair): Promise<void> {
    await this.half(keyId, first);
    await this.decide.approve(keyId, second);
  }

  /** Read out to the first, and approved by them alone. */
  async half(keyId: string, first: PersonActor): Promise<void> {
    await this.readOut(keyId, first);
    await this.decide.approve(keyId, first);
  }

  /** Its fingerprint read out whole, and nothing decided yet. */
  async readOut(keyId: string, first: PersonActor): Promise<void> {
    const call = { ...CALL, calledAt: this.clock.now() };
    await this.calls.run(keyId, { call, ticked: ({ id }) => (id === keyId ? GROUPS : 0) }, first);
  }
}
