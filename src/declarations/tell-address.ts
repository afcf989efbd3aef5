import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { addAddress, findAddress, keepLook, listAddresses, type Address } from './after.store.js';
import { lockDeclaration, newestDeclaration } from './declaration.store.js';
import { addressLooked, addressTold } from './events.js';

/**
 * Where a declaration stands on the body's own site (Ea 6 lid 2: published at once): the body says it, and somebody of the
 * Kiesraad opens it and says what they saw. The platform never fetches it.
 */
@Injectable()
export class TellAddress {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Of the actor's own organisation; the earlier addresses stay. Refused: request.notFound before anything was declared. */
  async tell(votingDay: string, url: string, actor: PersonActor): Promise<void> {
    const { code: organisation } = actor.hat.body;
    const by = { at: this.clock.now(), personId: actor.personId };
    await act(this.db, actor, async (tx) => {
      await lockDeclaration(tx, organisation, votingDay);
      const declaration = await newestDeclaration(tx, organisation, votingDay);
      if (declaration === null) throw new Refusal('request.notFound');
      const [before] = await listAddresses(tx, organisation, votingDay);
      if (before?.url === url && before.found !== false) return;
      await addAddress(tx, { organisation, votingDay, url, version: (before?.version ?? 0) + 1 }, by);
      const details = { declaringBody: organisation, declarationDay: votingDay, publicationAddress: url };
      await append(tx, addressTold({ object: declaration, actor, details }), by.at);
    });
  }

  /** What somebody of the Kiesraad saw at an address. Only for the operator: the edge sees to it. Refused: request.notFound. */
  async look(id: string, found: boolean, actor: PersonActor): Promise<Address> {
    const by = { at: this.clock.now(), personId: actor.personId };
    return await act(this.db, actor, async (tx) => {
      const address = await findAddress(tx, id);
      if (address === null) throw new Refusal('request.notFound');
      await keepLook(tx, id, found, by);
      const { organisation, votingDay, url } = address;
      const declaration = await newestDeclaration(tx, organisation, votingDay);
      const body = { declaringBody: organisation, declarationDay: votingDay };
      const details = { ...body, publicationAddress: url, found };
      await append(tx, addressLooked({ object: { id: declaration?.id ?? null }, actor, details }), by.at);
      return address;
    });
  }
}
