import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import { segmentOf, type PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { committeeKey, type Segment } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { RefusalWithReasons } from '../platform/http/parse.js';
import { keepNamed } from '../platform/objects/keep-named.js';
import { pinForGood, recordObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import type { KnownObject } from '../platform/objects/verified.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database, lock, type Tx } from '../platform/postgres/database.js';
import { judgeStationList, type StationListVerdict } from '../verify/stations/judge-station-list.js';
import type { Check } from '../verify/verdict.js';
import { stationListHandedIn, stationListRepeated } from './events.js';
import { listChanges, type KeptList } from './kept-list.js';
import { addList, listInForce, versionsOf } from './station.store.js';

/** What came of handing a list in. */
export interface HandedIn {
  readonly list: KeptList;
  /** False: these bytes were in force already, and nothing was done. */
  readonly isNew: boolean;
}

/** A committee hands in the list of its polling stations (110b): judged, kept for good, and in force from then on. */
@Injectable()
export class HandInList {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
    private readonly objects: Objects,
    private readonly bench: Workbench,
  ) {}

  /**
   * Takes the bytes of a 110b for the committee and election of the actor's hat. The bytes that are in force give the same
   * answer again. Refused: stations.refused with every reason, stations.replacedBefore, upload.noSpace.
   */
  async run(bytes: Uint8Array, actor: PersonActor): Promise<HandedIn> {
    const owner = segmentOf(actor);
    const plan = await this.elections.plan(owner.electionId);
    if (plan === null) throw new Refusal('request.notFound');
    const { id, electionDate } = plan.definition;
    const verdict = judgeStationList(bytes, {
      election: { id, date: electionDate },
      sender: owner.body,
    });
    if (verdict.verdict === 'refused') throw refusalOf(verdict.checks);
    const { db, objects, bench } = this;
    return await keepNamed({ db, objects, bench }, bytes, (object) =>
      act(db, actor, (tx) => this.keep(tx, { owner, verdict, object, actor })),
    );
  }

  private async keep(tx: Tx, { owner, verdict, object, actor }: Arrival): Promise<HandedIn> {
    const { electionId, body: committee } = owner;
    await lock(tx, `stations:${electionId}:${committeeKey(committee)}`);
    const at = this.clock.now();
    const before = await listInForce(tx, owner);
    const { id: sha256, size } = object;
    if (before?.sha256 === sha256) {
      const details = { committee, stationVersion: before.version, sha256 };
      await append(tx, stationListRepeated({ object: before, actor, details }), at);
      return { list: before, isNew: false };
    }
    const earlier = (await versionsOf(tx, owner)).find((each) => each.sha256 === sha256);
    if (earlier !== undefined && before !== null)
      throw new Refusal('stations.replacedBefore', { version: earlier.version, newest: before.version });
    await recordObject(tx, object);
    await pinForGood(tx, [sha256]);
    const { checks, stations, created } = verdict;
    const count = stations.length;
    const warnings = checks.filter(({ result }) => result === 'warn').length;
    const version = (before?.version ?? 0) + 1;
    const facts = { electionId, committee, version, sha256, size, created, count, warnings, at };
    const list = await addList(tx, { ...facts, checks, stations }, actor.personId);
    const changes = listChanges(before?.stations ?? [], stations);
    const of = (kind: string) => changes.filter(({ how }) => how === kind).length;
    const details = {
      ...{ committee, stationVersion: version, sha256, count, warnings },
      ...{ added: of('added'), gone: of('gone'), changed: of('changed') },
    };
    await append(tx, stationListHandedIn({ object: list, actor, details }), at);
    return { list, isNew: true };
  }
}

interface Arrival {
  readonly owner: Segment;
  readonly verdict: StationListVerdict;
  readonly object: KnownObject;
  readonly actor: PersonActor;
}

/** The refusal of a list, with every check that refuses and every warning beside them. */
function refusalOf(checks: readonly Check[]): RefusalWithReasons {
  const told = [
    ...checks.filter(({ result }) => result === 'refuse'),
    ...checks.filter(({ result }) => result === 'warn'),
  ];
  return new RefusalWithReasons(
    'stations.refused',
    told.map(({ code, detail, place }) => ({
      pointer: place?.path ? `/${place.path}` : '',
      detail: place?.line ? `${detail} (regel ${String(place.line)})` : detail,
      code,
    })),
    { reason: told[0]?.detail ?? '', check: told[0]?.code ?? '', checks: told.length },
  );
}
