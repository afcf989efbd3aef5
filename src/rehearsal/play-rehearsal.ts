import { committeeName } from '../elections/committees.js';
import type { Level } from '../kernel/committee.js';
import { ApiClient, type Delivered } from './api-client.js';
import { RECEIVERS, SCENES, type Scene } from './cast.js';
import { playerOf, type Player } from './company.js';
import type { RingKey } from './key-ring.js';
import { amsterdamTime } from './local-time.js';
import { firstCount, nextCount, packageOf } from './made-delivery.js';
import type { CountDocument } from './count-document.js';
import { stationListOf, writeStationList } from './station-list-writer.js';
import { electionOf, type Stage } from './seed-rehearsal.js';

/** One line of what happened. */
export interface Act {
  readonly who: string;
  readonly election: string;
  readonly what: string;
  readonly outcome: string;
}

const MINUTE_MS = 60_000;
const ARRIVAL_TRIES = 100;

function keyOf(stage: Stage, part: { level: Level; code: string }, electionId: string): RingKey {
  const found = stage.keys.find(
    ({ holder, electionId: election }) =>
      holder.level === part.level && holder.code === part.code && election === electionId,
  );
  if (found === undefined) throw new Error(`${part.level}:${part.code} has no key in ${electionId}`);
  return found;
}

const placeOf = (stage: Stage, { electionId, body }: Player): string => {
  const plan = stage.plans.find(({ definition }) => definition.id === electionId);
  return committeeName(plan?.committees ?? [], body);
};

function describe(scene: Scene, delivered: Delivered): string {
  if (delivered.outcome === 'delivered') return `ontvangen en goedgekeurd, ${delivered.number}`;
  const why = scene.damaged === true ? 'een veranderde byte' : 'ondertekend door een andere gemeente';
  return `geweigerd: ${why} (${delivered.reasons.join(', ')})`;
}

/** The list that its count is compared with. Throws when it is judged otherwise than it should be. */
async function handInList(client: ApiClient, { list }: Scene, count: CountDocument): Promise<void> {
  if (list === undefined) return;
  const sound = stationListOf(count);
  const [first, ...rest] = sound.stations;
  const stations = list === 'sound' ? sound.stations : [{ ...first!, voters: null }, ...rest];
  const warnings = await client.handInList(writeStationList({ ...sound, stations }));
  if (warnings > 0 !== (list === 'votersLeftOut'))
    throw new Error(`the list of ${count.authority.id} has ${warnings} warnings`);
}

/** Plays the main job through the platform's public API, as committees' own programs would. */
export class PlayRehearsal {
  constructor(
    private readonly baseUrl: string,
    private readonly stage: Stage,
    private readonly now: () => Date,
  ) {}

  /** Throws when a scene ends otherwise than it should: then the platform is not fit for use. */
  async run(): Promise<readonly Act[]> {
    const played = await Promise.all(SCENES.map((scene) => this.playScene(scene)));
    const fetched = await Promise.all(
      RECEIVERS.map((part) =>
        this.fetchAll(playerOf(this.stage.players, part, electionOf(this.stage.plans, part))),
      ),
    );
    return [...played.flat(), ...fetched];
  }

  private clientOf(player: Player): ApiClient {
    return new ApiClient(this.baseUrl, player.token);
  }

  private async playScene(scene: Scene): Promise<Act[]> {
    const electionId = electionOf(this.stage.plans, scene.sender)!;
    const plan = this.stage.plans.find(({ definition }) => definition.id === electionId)!;
    const player = playerOf(this.stage.players, scene.sender, electionId);
    const key = keyOf(this.stage, scene.signer ?? scene.sender, electionId);
    const counted = new Date(this.now().getTime() - 30 * MINUTE_MS);
    const count = firstCount(plan, player.body, scene.stations, amsterdamTime(counted));
    const made = await packageOf(count, key, scene.damaged);
    const client = this.clientOf(player);
    await handInList(client, scene, count);
    const first = await client.deliver(electionId, made, made.pair!.fingerprint);
    if (first.outcome !== scene.ends) throw new Error(`${player.name}: ${describe(scene, first)}`);
    const act = (what: string, delivered: Delivered): Act => ({
      who: placeOf(this.stage, player),
      election: electionId,
      what,
      outcome: describe(scene, delivered),
    });
    const acts = [act('levert', first)];
    if (scene.corrected !== true) return acts;
    const again = await packageOf(
      nextCount(count, amsterdamTime(new Date(counted.getTime() + 20 * MINUTE_MS))),
      key,
    );
    const second = await client.deliver(electionId, again, again.pair!.fingerprint, first.id);
    if (second.outcome !== 'delivered') throw new Error(`${player.name}: ${describe(scene, second)}`);
    return [...acts, act('levert een correctie', second)];
  }

  /** How many files must have arrived for this body, by what was played: a correction comes beside what it corrects. */
  private expectedFor({ electionId, body }: Player): number {
    const plan = this.stage.plans.find(({ definition }) => definition.id === electionId)!;
    const arriving = SCENES.filter(({ sender, ends }) => {
      if (ends !== 'delivered' || electionOf(this.stage.plans, sender) !== electionId) return false;
      const committee = plan.committees.find(
        ({ level, code }) => level === sender.level && code === sender.code,
      )!;
      return body.level === 'CSB' || committee.district === body.code || committee.mayor === body.code;
    });
    return arriving.length + arriving.filter(({ corrected }) => corrected === true).length;
  }

  private async fetchAll(player: Player): Promise<Act> {
    const client = this.clientOf(player);
    const expected = this.expectedFor(player);
    let inbox = await client.inbox();
    for (let tries = 0; inbox.length < expected && tries < ARRIVAL_TRIES; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      inbox = await client.inbox();
    }
    if (inbox.length < expected)
      throw new Error(`${player.name}: ${inbox.length} van ${expected} bestanden aangekomen`);
    for (const { bestand } of inbox) await client.fetchFile(bestand);
    return {
      who: placeOf(this.stage, player),
      election: player.electionId!,
      what: 'haalt op',
      outcome: `${inbox.length} ${inbox.length === 1 ? 'bestand' : 'bestanden'}, byte voor byte gelijk`,
    };
  }
}
