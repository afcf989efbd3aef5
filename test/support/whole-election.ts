import type { ElectionDefinition } from '../../src/elections/definition.js';
import type { ElectionPlan } from '../../src/elections/election.js';
import { ElectionStore } from '../../src/elections/election.store.js';
import { committeeKey, sameCommittee, type CommitteeRef, type Level } from '../../src/kernel/committee.js';
import { addDays } from '../../src/kernel/days.js';
import type { CountDocument } from '../../src/rehearsal/count-document.js';
import type { CommitteeKey } from '../../src/rehearsal/key-writer.js';
import {
  centralCount,
  correctedCount,
  districtCount,
  madeCount,
  madeStations,
} from '../../src/rehearsal/made-count.js';
import { firstCount } from '../../src/rehearsal/made-delivery.js';
import type { MadePackage } from '../../src/rehearsal/package-writer.js';
import type { Standing } from '../../src/setup/decision-changes.js';
import type { TestApp, TestPerson } from './app.js';
import { counts, namedByLaw, sendersOf, type Filed, type Sender } from './by-law.js';
import { tkSpec } from './counts.js';
import { inTurns } from './in-turns.js';
import type { KeyRing } from './key-ring.js';
import { certified } from './keys.js';
import { madePackage, type PackageChoice, type TestPackage } from './packages.js';
import { resultPackage } from './result.js';
import { deliver } from './routing.js';
import { approveKey } from './uploads.js';
import { decideByTwo, setUpByTwo, type Two } from './voting-day.js';

/** A few candidates on a few lists. */
const LISTS = tkSpec().lists;
const CSB: CommitteeRef = { level: 'CSB', code: 'CSB' };
/** Provinciale staten, whose members vote for the Eerste Kamer. */
const PROVINCES = 12;

/** An election as the Kiesraad sets it up. */
export interface Beginning {
  readonly definition: ElectionDefinition;
  /** What is to hold beside its 110a; absent: what holds everywhere. */
  readonly decide?: (now: Standing) => Standing;
}

/** A file that was handed in. */
export interface HandedIn extends Filed {
  readonly id: string;
  readonly made: MadePackage;
  /** A newer version of its sender took its place. */
  superseded: boolean;
  /** The gezaghebber sent it on to the Kiesraad (Ya 18). */
  sentOn: boolean;
}

/** An election of which everybody who has a part in it plays it, through the API; it remembers what was handed in. */
export class WholeElection {
  /** In the order in which they came. */
  readonly files: HandedIn[] = [];
  /** Who left the outcome of the software aside, by `committeeKey`. */
  readonly setAside = new Set<string>();
  /** How many files a body had when their bytes were looked at, by `committeeKey`. */
  readonly fetched = new Map<string, number>();
  readonly senders: readonly Sender[];
  private readonly documents = new Map<string, CountDocument>();
  private readonly keys = new Map<string, CommitteeKey>();
  private minutes = 0;

  private constructor(
    readonly app: TestApp,
    readonly plan: ElectionPlan,
    private readonly people: ReadonlyMap<string, TestPerson>,
  ) {
    this.senders = sendersOf(plan.definition);
  }

  /** Sets it up by two; each of its bodies has somebody. */
  static async begin(app: TestApp, { definition, decide }: Beginning, both: Two): Promise<WholeElection> {
    const { id } = definition;
    if ((await setUpByTwo(app, [{ definition, seats: {} }], both)) !== 1)
      throw new Error(`${id} is not set up`);
    if (decide !== undefined) await decideByTwo(app, id, { wish: decide, why: 'Zo is het besloten' }, both);
    const plan = await app.get(ElectionStore).plan(id);
    if (plan === null) throw new Error(`${id} is not there`);
    const people = await inTurns(plan.committees, async (committee) => {
      const person = await app.person(id, committee.level, committee.code);
      return [committeeKey(committee), person] as const;
    });
    return new WholeElection(app, plan, new Map(people));
  }

  get id(): string {
    return this.plan.definition.id;
  }

  person(body: CommitteeRef): TestPerson {
    return found(this.people.get(committeeKey(body)), committeeKey(body));
  }

  sender(level: Level, code: string): Sender {
    return found(
      this.senders.find((sender) => sameCommittee(sender, { level, code })),
      `${level}:${code}`,
    );
  }

  /** The count that a committee made last. */
  document(sender: CommitteeRef): CountDocument {
    return found(this.documents.get(committeeKey(sender)), committeeKey(sender));
  }

  /** What counts now of this kind of what a committee sent about itself. */
  current(sender: Sender, message: Filed['message']): HandedIn {
    const file = this.standing({ from: sender, about: sender, message });
    return found(file, `${committeeKey(sender)} ${message}`);
  }

  /** What a body must have by now. */
  dueTo(body: CommitteeRef): readonly HandedIn[] {
    const key = committeeKey(body);
    const { category } = this.plan.definition;
    return this.files.filter(
      (file) => namedByLaw(category, file).includes(key) || (file.sentOn && body.level === 'COUNCIL'),
    );
  }

  /** As somebody of this body asks the API; throws when it refuses. */
  async ask<T>(as: CommitteeRef, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const options = { as: this.person(as), ...(body === undefined ? {} : { body }) };
    const response = await this.app.ask(method, path, options);
    if (!response.ok)
      throw new Error(`${committeeKey(as)} ${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Registers a key of each who signs, which two of the Kiesraad approve: who counts, and `more`. */
  async giveKeys(ring: KeyRing, operator: TestPerson, more: readonly Sender[] = []): Promise<void> {
    const { id: election, electionDate } = this.plan.definition;
    await inTurns([...this.senders.filter(counts), ...more], async (sender) => {
      const holder = { region: sender.name, authority: sender.code, election, electionDate };
      const key = certified(ring.take(), election, holder);
      await approveKey(this.app, this.person(sender), operator, key);
      this.keys.set(committeeKey(sender), key);
    });
  }

  /** A later moment than that of every file before, in the day after the vote; local time without a zone. */
  moment(): string {
    this.minutes += 1;
    const midnight = Date.parse(`${addDays(this.plan.definition.electionDate, 1)}T00:00:00Z`);
    return new Date(midnight + this.minutes * 60_000).toISOString().slice(0, 19);
  }

  /** Hands a package in, instead of what counts now where there is such a file: then it comes from a new session. */
  async handIn(filed: Filed, made: MadePackage): Promise<HandedIn> {
    const older = filed.message === 'P2a' ? undefined : this.standing(filed);
    const said: Record<string, string> = older === undefined ? {} : { zitting: 'nieuw' };
    const fingerprint = made.pair?.fingerprint ?? null;
    const id = await deliver(this.app, this.person(filed.from), [made], fingerprint, older?.id, said);
    if (older !== undefined) older.superseded = true;
    const file = { ...filed, id, made, superseded: false, sentOn: false };
    this.files.push(file);
    return file;
  }

  /** Delivers a count of a committee's own, signed where it counts itself. */
  async deliverCount(sender: Sender, count: CountDocument): Promise<HandedIn> {
    const key = counts(sender) ? this.keyOf(sender) : null;
    const made = await madePackage({ count, key, ...regionOf(sender) });
    this.documents.set(committeeKey(sender), count);
    return await this.handIn({ from: sender, about: sender, message: count.type }, made);
  }

  /** Everybody who counts delivers a first count of so many stations. */
  async deliverCounts(stationsOf: (sender: Sender) => number = () => 1): Promise<void> {
    await inTurns(this.senders.filter(counts), (sender) =>
      this.deliverCount(sender, this.firstCount(sender, stationsOf(sender))),
    );
  }

  /** In a next session one station is counted again; gives the new count. */
  async correct(sender: Sender): Promise<CountDocument> {
    const count = correctedCount(this.document(sender), 'next session', this.moment());
    await this.deliverCount(sender, count);
    return count;
  }

  /** Its committee left the outcome of the software aside, and counted on paper: another outcome, that no file brings. */
  countedOnPaper(sender: Sender): void {
    this.setAside.add(committeeKey(sender));
    this.documents.set(
      committeeKey(sender),
      correctedCount(this.document(sender), 'on paper', this.moment()),
    );
  }

  /** Every HSB delivers the total of its kieskring, or what it makes of that. */
  async deliverDistricts(
    madeOf: (hsb: Sender, total: CountDocument) => CountDocument = (_, total) => total,
  ): Promise<void> {
    await inTurns(this.districts(), (hsb) => this.deliverCount(hsb, madeOf(hsb, this.districtTotal(hsb))));
  }

  /** The 510c of a kieskring: the sum of what counts in it now. */
  districtTotal(hsb: Sender): CountDocument {
    const { number, name } = hsb.district!;
    const own = this.counted().filter(({ district }) => district?.number === number);
    const contest = { id: String(number), name };
    const adder = { authority: { id: hsb.code, name }, contest, created: this.moment() };
    return districtCount(
      adder,
      own.map((sender) => this.document(sender)),
    );
  }

  /** The CSB's correction of a 510c, with its own key (P 1f lid 5, P 1g lid 2); `isSigned`: as it must be. */
  async correctedByCsb(hsb: Sender, isSigned: boolean): Promise<TestPackage> {
    const key = isSigned ? this.keyOf(CSB) : null;
    return await madePackage({ count: this.districtTotal(hsb), key, ...regionOf(hsb) });
  }

  /** The CSB delivers what it corrected for an HSB. */
  async deliverCorrected(hsb: Sender): Promise<HandedIn> {
    const made = await this.correctedByCsb(hsb, true);
    this.documents.set(committeeKey(hsb), made.count);
    return await this.handIn({ from: CSB, about: hsb, message: '510c' }, made);
  }

  /** The CSB delivers its total (510d) and the result (520). */
  async deliverCentral(): Promise<void> {
    const csb = this.sender('CSB', 'CSB');
    const total = this.centralTotal();
    await this.deliverCount(csb, total);
    await this.handIn({ from: csb, about: csb, message: '520' }, await resultPackage(total));
  }

  private centralTotal(): CountDocument {
    const direct = this.counted().filter(({ district }) => district === null);
    const parts = [...this.districts(), ...direct].map((sender) => this.document(sender));
    if (parts.length === 0) return this.ofProvinces();
    const contest = { id: this.districts().length > 0 ? 'alle' : 'geen', name: null };
    const authority = { id: CSB.code, name: 'Centraal' };
    const total = centralCount({ authority, contest, created: this.moment() }, parts);
    return { ...total, postal: direct.some(({ level }) => level === 'NBSB') };
  }

  /** Below the CSB of an Eerste Kamer nobody delivers (U 3a): its total is all there is. */
  private ofProvinces(): CountDocument {
    const count = this.firstCount(CSB, PROVINCES);
    const units = count.units.map((unit) => ({ ...unit, id: unit.id.replace('CSB::', '') }));
    return { ...count, type: '510d', units };
  }

  private firstCount(sender: CommitteeRef, stations: number): CountDocument {
    const seed = `${this.id} ${sender.code}`;
    const shape = firstCount(this.plan, sender, 1, this.moment());
    return madeCount({ ...shape, lists: LISTS, seed, stations: madeStations(seed, stations) });
  }

  private districts(): readonly Sender[] {
    return this.senders.filter(({ level }) => level === 'HSB');
  }

  private counted(): readonly Sender[] {
    return this.senders.filter(counts);
  }

  private standing({ from, about, message }: Filed): HandedIn | undefined {
    return this.files.find(
      (file) =>
        !file.superseded &&
        file.message === message &&
        sameCommittee(file.from, from) &&
        sameCommittee(file.about, about),
    );
  }

  private keyOf(sender: CommitteeRef): CommitteeKey {
    return found(this.keys.get(committeeKey(sender)), `key of ${committeeKey(sender)}`);
  }
}

/** What the files of an HSB are named after; those of others after their gemeente. */
const regionOf = ({ level, name }: Sender): Pick<PackageChoice, 'region'> =>
  level === 'HSB' ? { region: { category: 'kieskring', name } } : {};

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
}
