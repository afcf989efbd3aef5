import { Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import type { ElectionPlan } from '../elections/election.js';
import type { SystemActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { RegisterKey } from '../keys/register-key.js';
import { HALF_WAY, KEY_HOLDERS, type Part } from './cast.js';
import { ConfigureExercise } from './configure-exercise.js';
import { Company, playerOf, type Player } from './company.js';
import { writeDefinition } from './definition-writer.js';
import { rehearsalElections } from './definitions.js';
import { PlayCeremony } from './play-ceremony.js';
import { SeedPublications } from './seed-publications.js';
import { makeRingKey, type RingKey } from './key-ring.js';
import { amsterdamTime } from './local-time.js';

/** The rehearsal as it was set up: its elections, its people, its keys. */
export interface Stage {
  readonly plans: readonly ElectionPlan[];
  readonly players: readonly Player[];
  readonly keys: readonly RingKey[];
}

const SEEDER: SystemActor = { kind: 'system', part: 'oefening' };

/** The election of a part, by its category; null for the operator and executives. */
export function electionOf(plans: readonly ElectionPlan[], part: Pick<Part, 'category'>): string | null {
  if (part.category === null) return null;
  const plan = plans.find(({ definition }) => definition.category === part.category);
  if (plan === undefined) throw new Error(`the rehearsal has no ${part.category}`);
  return plan.definition.id;
}

/** Sets the rehearsal up in an empty database, through the same doors as real elections, people and keys. */
@Injectable()
export class SeedRehearsal {
  constructor(
    private readonly configure: ConfigureExercise,
    private readonly company: Company,
    private readonly registerKey: RegisterKey,
    private readonly ceremony: PlayCeremony,
    private readonly publications: SeedPublications,
    private readonly clock: Clock,
  ) {}

  /** `say` is told what is being made. `pairs` are the committees' key pairs, begun before there was a database. */
  async run(pairs: readonly Promise<KeyObject>[], say: (line: string) => void): Promise<Stage> {
    const today = amsterdamTime(this.clock.now()).slice(0, 10);
    say('Drie verzonnen verkiezingen maken …');
    const plans = await Promise.all(
      rehearsalElections(today).map((definition) =>
        this.configure.run(Buffer.from(writeDefinition(definition)), SEEDER),
      ),
    );
    say('Mensen en hun rollen maken …');
    const players = await this.company.run((part) => electionOf(plans, part));
    say(`Sleutels maken voor ${pairs.length} stembureaus (RSA-4096, ongeveer een seconde per stuk) …`);
    const keys = await this.cutKeys(await Promise.all(pairs), plans, players);
    const [maker, other] = players.filter(({ role }) => role === 'operator');
    if (maker === undefined || other === undefined) throw new Error('a release needs two operators');
    const executives = players.filter(({ body }) => body.level === 'EXECUTIVE').map(({ actor }) => actor);
    await this.publications.run(plans, { operators: [maker.actor, other.actor], executives }, say);
    return { plans, players, keys };
  }

  private async cutKeys(
    pairs: readonly KeyObject[],
    plans: readonly ElectionPlan[],
    players: readonly Player[],
  ): Promise<readonly RingKey[]> {
    const [first, second] = players.filter(({ role }) => role === 'operator').map(({ actor }) => actor);
    if (first === undefined || second === undefined) throw new Error('two of the Kiesraad approve a key');
    return await Promise.all(
      [...KEY_HOLDERS, HALF_WAY].map(async (holder, i) => {
        const plan = plans.find(({ definition }) => definition.id === electionOf(plans, holder))!;
        const body = { level: holder.level, code: holder.code };
        const key = makeRingKey(pairs[i]!, plan, body, this.clock.now());
        const player = playerOf(players, holder, key.electionId);
        const registered = await this.registerKey.run(Buffer.from(key.certificatePem), player.actor);
        if (holder === HALF_WAY) await this.ceremony.half(registered.id, first);
        else await this.ceremony.run(registered.id, [first, second]);
        return key;
      }),
    );
  }
}
