import { randomBytes, randomUUID } from 'node:crypto';
import { LoadOrganisations } from '../../../src/bodies/load-organisations.js';
import { MergeOrganisations } from '../../../src/bodies/merge-organisations.js';
import { KeepContacts } from '../../../src/bodies/keep-contacts.js';
import { ShowContacts } from '../../../src/bodies/show-contacts.js';
import { ShowMergers } from '../../../src/bodies/show-mergers.js';
import { EndHat } from '../../../src/people/change-hats.js';
import { InvitePerson } from '../../../src/people/invite-person.js';
import { RevokeToken } from '../../../src/identity/change-tokens.js';
import { hashSecret } from '../../../src/identity/credential.js';
import { writeDefinition } from '../../../src/rehearsal/definition-writer.js';
import { KeepRoster } from '../../../src/duty/keep-roster.js';
import { addSignals } from '../../../src/declarations/after.store.js';
import { Declare } from '../../../src/declarations/declare.js';
import { FillIn } from '../../../src/declarations/fill-in.js';
import { KeepMandates } from '../../../src/declarations/keep-mandates.js';
import { AskFallback } from '../../../src/fallback/ask-fallback.js';
import { Database } from '../../../src/platform/postgres/database.js';
import { stationListOf, writeStationList } from '../../../src/rehearsal/station-list-writer.js';
import { AskAgain } from '../../../src/routing/ask-again.js';
import { ReferStations } from '../../../src/referrals/refer-stations.js';
import { NO_TERMS } from '../../../src/routing/request.js';
import { HandInList } from '../../../src/stations/hand-in-list.js';
import { DecideExemption } from '../../../src/setup/decide-exemption.js';
import type { TestApp, TestPerson } from '../app.js';
import { aDefinition, aRegion } from '../definition.js';
import { DECLARED, publishModel } from '../declarations.js';
import { aHold, aRemoval } from '../removal.js';
import { madePackage, type TestPackage } from '../packages.js';
import { publishedRelease } from '../releases.js';
import { arrival, deliver, eventually } from '../routing.js';
import { approveKey } from '../uploads.js';
import { aReport, REPORTED } from './report.js';
import type { ObjectKind } from './table.js';

export const RECIPIENTS = ['hsb', 'csb', 'mayor', 'council'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/** Who asks: bodies around a count of Assen (0106, kieskring 3), others, the same in another election, and nobody. */
export const BODIES = {
  gsb: ['TK2027', 'GSB', '0106'],
  gsbOther: ['TK2027', 'GSB', '0109'],
  gsbElsewhere: ['TK2027_Tweede', 'GSB', '0106'],
  hsb: ['TK2027', 'HSB', 'HSB3'],
  hsbOther: ['TK2027', 'HSB', 'HSB14'],
  hsbElsewhere: ['TK2027_Tweede', 'HSB', 'HSB3'],
  csb: ['TK2027', 'CSB', 'CSB'],
  csbElsewhere: ['TK2027_Tweede', 'CSB', 'CSB'],
  mayor: ['TK2027', 'MAYOR', '0106'],
  mayorOther: ['TK2027', 'MAYOR', '0109'],
  council: ['TK2027', 'COUNCIL', 'COUNCIL'],
  councilElsewhere: ['TK2027_Tweede', 'COUNCIL', 'COUNCIL'],
  operator: [null, 'OPERATOR', 'OPERATOR'],
  executive: [null, 'EXECUTIVE', '0106'],
  executiveOther: [null, 'EXECUTIVE', '0109'],
} as const;

/** Those without the right to manage people, and at which level. */
export const MEMBERS = { gsbMember: 'GSB' } as const;

export type Role =
  | keyof typeof BODIES
  | keyof typeof MEMBERS
  /** Signed in, with two hats and none on. */
  | 'hatless'
  /** Signed in when the only hat was ended. */
  | 'ended'
  | 'anonymous'
  /** With a token that was revoked, or whose hat was ended. */
  | 'barred';

/** One who asks, in one way. */
export interface Caller {
  readonly role: Role;
  readonly by: 'token' | 'session' | 'nothing';
  headers(): Readonly<Record<string, string>>;
  /** Signs in again, after a session was ended. */
  renew(): Promise<void>;
}

/** A secret of one segment: text that no answer to others may hold. */
export interface Secret {
  readonly what: string;
  readonly text: string;
  readonly known: readonly Role[];
}

const VOTING_DAY = '2027-03-17';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const region = (number: number) => ({ category: 'KIESKRING', number }) as const;
const REGIONS = [
  aRegion('STAAT', null, 'Nederland'),
  aRegion('KIESKRING', 3, 'Assen', { category: 'STAAT', number: null }),
  aRegion('GEMEENTE', 106, 'Assen', region(3)),
  aRegion('GEMEENTE', 109, 'Coevorden', region(3)),
  aRegion('KIESKRING', 14, 'Dordrecht', { category: 'STAAT', number: null }),
  aRegion('GEMEENTE', 505, 'Dordrecht', region(14)),
];

/** A delivered count with all that hangs on it, and everybody who may or may not see it. */
export class World {
  readonly callers: Caller[] = [];
  readonly people = new Map<Role, TestPerson>();
  made!: TestPackage;
  private submission = '';
  private key = '';
  private notice = '';
  private release = '';
  private fallback = '';
  private stationList = '';
  private declaration = '';
  private readonly deliveries = new Map<Recipient, string>();

  private constructor(readonly app: TestApp) {}

  static async build(app: TestApp): Promise<World> {
    const world = new World(app);
    const map = 'code;naam\n0106;Assen\n0109;Coevorden\n0505;Dordrecht\n0998;Ginds\nKR;Kiesraad\n';
    await app.get(LoadOrganisations).run(Buffer.from(map), { kind: 'system', part: 'test' });
    await app.configure(writeDefinition(aDefinition({ regions: REGIONS })));
    await app.configure(writeDefinition(aDefinition({ id: 'TK2027_Tweede', regions: REGIONS })));
    for (const [role, [electionId, level, code]] of Object.entries(BODIES))
      world.people.set(role as Role, await app.person(electionId, level, code));
    world.people.set('gsbMember', await app.person('TK2027', 'GSB', '0106', 'member'));
    await world.deliver();
    await world.handInList();
    await world.declare();
    world.release = await world.publish();
    const other = world.people.get('gsbOther')!.actor;
    world.fallback = (await app.get(AskFallback).run('510b', 'laptop kapot', other)).id;
    for (const [role, person] of world.people) await world.enlist(role, person);
    await world.enlistOthers();
    return world;
  }

  private async deliver(): Promise<void> {
    const { app } = this;
    this.made = await madePackage();
    const gsb = this.people.get('gsb')!;
    this.key = await approveKey(app, gsb, this.people.get('operator')!, this.made.key!);
    const { fingerprint } = this.made.pair!;
    this.submission = await deliver(app, gsb, [this.made], fingerprint);
    for (const recipient of RECIPIENTS)
      this.deliveries.set(recipient, (await arrival(app, this.people.get(recipient)!, fingerprint)).id);
    this.notice = await eventually(async () => {
      const { rows } = await app.sql("SELECT id FROM notice WHERE level = 'HSB' LIMIT 1");
      return (rows[0] as { id: string } | undefined)?.id;
    });
  }

  /** Assen's list of polling stations. */
  private async handInList(): Promise<void> {
    const bytes = Buffer.from(writeStationList(stationListOf(this.made.count)));
    this.stationList = (await this.app.get(HandInList).run(bytes, this.people.get('gsb')!.actor)).list.id;
  }

  /** The declaration of Assen, which may be corrected, and a signal about it. */
  private async declare(): Promise<void> {
    const { app } = this;
    const { actor } = this.people.get('executive')!;
    await publishModel(app, VOTING_DAY, this.people.get('operator')!);
    await app.get(FillIn).keep(VOTING_DAY, DECLARED, actor);
    const { revision } = await app.get(FillIn).show(VOTING_DAY, actor);
    this.declaration = (await app.get(Declare).run(VOTING_DAY, revision, actor)).id;
    await app
      .get(Database)
      .transaction((tx) => addSignals(tx, VOTING_DAY, 'unpublished', ['0106'], app.clock.now()));
  }

  private async mandate(): Promise<string> {
    const { actor } = this.people.get('executive')!;
    const paper = { fileName: 'mandaat.pdf', bytes: Buffer.from('%PDF-1.7'), until: VOTING_DAY };
    return (await this.app.get(KeepMandates).add({ ...paper, holder: actor.personId }, actor)).id;
  }

  private async publish(): Promise<string> {
    const operators = [this.people.get('operator')!, await this.app.person(null, 'OPERATOR', 'OPERATOR')];
    const { id } = await publishedRelease(this.app, operators as [TestPerson, TestPerson]);
    const signed = "SELECT 1 FROM signature WHERE purpose = 'sha256sums' AND cms IS NOT NULL";
    await eventually(async () => (await this.app.sql(signed)).rows[0] as object | undefined);
    return id;
  }

  private async enlist(role: Role, person: TestPerson): Promise<void> {
    const token = { authorization: `Bearer ${person.token}` };
    this.callers.push({ role, by: 'token', headers: () => token, renew: async () => undefined });
    await this.enlistSession(role, person);
  }

  private async enlistSession(role: Role, person: TestPerson): Promise<void> {
    let cookie = '';
    const renew = async () => {
      cookie = await this.signIn(person);
    };
    await renew();
    this.callers.push({
      role,
      by: 'session',
      headers: () => ({ cookie, 'sec-fetch-site': 'same-origin' }),
      renew,
    });
  }

  /** A session with the only hat there is on, or without one. */
  private async signIn({ actor }: TestPerson): Promise<string> {
    const response = await this.app.ask('POST', '/inloggen/oefening', {
      body: { personId: actor.personId },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    if (response.status !== 303 || cookie === undefined) throw new Error(`signing in: ${response.status}`);
    return cookie;
  }

  private async enlistOthers(): Promise<void> {
    const { app } = this;
    const always = async () => undefined;
    const nothing = { 'sec-fetch-site': 'same-origin' };
    this.callers.push({ role: 'anonymous', by: 'nothing', headers: () => nothing, renew: always });

    const two = await app.person('TK2027', 'GSB', '0109');
    await app.hat(two, 'TK2027_Tweede', 'GSB', '0109');
    await this.enlistSession('hatless', two);

    const left = await app.person('TK2027', 'GSB', '0106');
    await this.enlistSession('ended', left);
    await app.get(EndHat).run(left.actor.hat.id, this.people.get('gsb')!.actor);

    const robbed = await app.person('TK2027', 'GSB', '0106');
    await app.get(RevokeToken).run(hashSecret('token', robbed.token)!, robbed.actor);
    for (const { token } of [left, robbed])
      this.callers.push({
        role: 'barred',
        by: 'token',
        headers: () => ({ authorization: `Bearer ${token}` }),
        renew: always,
      });
  }

  /** The address's part for an object that is there; of a kind that is used up, a new one each time. */
  async object(kind: ObjectKind, owner: Recipient): Promise<string> {
    switch (kind) {
      case 'submission':
        return this.submission;
      case 'number':
        return await this.number();
      case 'delivery':
        return this.deliveries.get(owner)!;
      case 'request':
        return await this.request();
      case 'referral':
        return await this.referral();
      case 'removal':
        return await aRemoval(this.app, this.people.get('operator')!);
      case 'hold':
        return await aHold(this.app, this.people.get('operator')!, 'TK2027_Tweede');
      case 'report':
        return await aReport(this.app);
      case 'key':
        return this.key;
      case 'shift':
        return await this.shift();
      case 'fallback':
        return this.fallback;
      case 'release':
        return this.release;
      case 'notice':
        return this.notice;
      case 'stationList':
        return this.stationList;
      case 'contact':
        return await this.contact();
      case 'merger':
        return await this.merger();
      case 'declaration':
        return this.declaration;
      case 'mandate':
        return await this.mandate();
      case 'election':
        return 'TK2027';
      case 'person':
        return (await this.app.person('TK2027', 'GSB', '0106', 'member')).actor.personId;
      case 'hat':
        return (await this.app.person('TK2027', 'GSB', '0106', 'member')).actor.hat.id;
      case 'exemption':
        return await this.exemption();
      case 'invitation':
        return await this.invitation();
      default:
        return kind.slice(1);
    }
  }

  /** What the HSB asked of Assen. */
  private async request(): Promise<string> {
    const find = () => this.app.sql("SELECT id FROM delivery_request WHERE to_code = '0106' LIMIT 1");
    const known = (await find()).rows[0] as { id: string } | undefined;
    if (known !== undefined) return known.id;
    const wanted = { committee: { level: 'GSB', code: '0106' }, message: '510b' } as const;
    await this.app.get(AskAgain).run(this.people.get('hsb')!.actor, wanted, NO_TERMS);
    return ((await find()).rows[0] as { id: string }).id;
  }

  /** What the CSB sent back to Assen, once. */
  private async referral(): Promise<string> {
    const { rows } = await this.app.sql('SELECT id FROM station_referral LIMIT 1');
    const [known] = rows as { id: string }[];
    if (known !== undefined) return known.id;
    const { actor } = this.people.get('csb')!;
    const refer = this.app.get(ReferStations);
    const { delivery, stations } = await refer.show(actor, this.deliveries.get('csb')!);
    return await refer.run(actor, delivery.id, [{ unit: stations[0]!.unit, reason: 'proef' }]);
  }

  private async number(): Promise<string> {
    const response = await this.app.ask('GET', `/v1/leveringen/${this.submission}`, {
      as: this.people.get('gsb')!,
    });
    return ((await response.json()) as { nummer: string }).nummer;
  }

  private async shift(): Promise<string> {
    const starts = this.app.clock.now();
    const shift = { name: 'Jet', phone: '0612345678', starts, ends: new Date(starts.getTime() + 3_600_000) };
    return (await this.app.get(KeepRoster).add(shift, this.people.get('operator')!.actor)).id;
  }

  private async contact(): Promise<string> {
    const { actor } = this.people.get('executive')!;
    const email = `${randomUUID()}@test.example`;
    const contact = { name: 'Jet', email, phone: null, kinds: ['usage'], deputy: false } as const;
    await this.app.get(KeepContacts).add(contact, actor);
    const { contacts } = await this.app.get(ShowContacts).own(actor);
    return contacts.find((each) => each.email === email)!.id;
  }

  /** Of an organisation that is of no election. */
  private async merger(): Promise<string> {
    const [standing] = await this.app.get(ShowMergers).about('0999');
    if (standing !== undefined) return standing.id;
    const terms = { day: '2099-01-01', reason: 'proef' };
    const merger = { from: ['0998'], into: { code: '0999', name: 'Verderop' }, ...terms };
    await this.app.get(MergeOrganisations).run(merger, this.people.get('operator')!.actor);
    return await this.merger();
  }

  private async exemption(): Promise<string> {
    const committee = { level: 'GSB', code: '0505' } as const;
    const about = { committee, reason: 'interrupted', note: 'proef' } as const;
    const { rows } = await this.app.sql('SELECT id FROM exemption WHERE ended_at IS NULL');
    const [standing] = rows as { id: string }[];
    if (standing !== undefined) return standing.id;
    return await this.app.get(DecideExemption).declare('TK2027', about, this.people.get('operator')!.actor);
  }

  private async invitation(): Promise<string> {
    const invitee = {
      electionId: 'TK2027',
      body: { level: 'GSB', code: '0106' },
      name: 'Nieuw',
      email: `${randomUUID()}@test.example`,
      role: 'member',
    } as const;
    const link = await this.app.get(InvitePerson).run(invitee, this.people.get('gsb')!.actor);
    return link!.path.split('/').at(-1)!;
  }

  /** The same part for an object that was never there. */
  absent(kind: ObjectKind): string {
    if (kind.startsWith('=')) return kind.slice(1);
    if (kind === 'election') return 'TK2099';
    if (kind === 'number') return '2026-999999';
    return kind === 'invitation' ? randomBytes(32).toString('base64url') : NOBODY;
  }

  /** What must not leave its segment. */
  secrets(): readonly Secret[] {
    const sender: Role[] = ['gsb', 'gsbMember'];
    const { fingerprint } = this.made.pair!;
    return [
      { what: 'submission', text: this.submission, known: [...sender, 'operator'] },
      { what: 'fallback', text: this.fallback, known: ['gsbOther', 'operator'] },
      { what: 'key', text: this.key, known: [...sender, 'operator'] },
      { what: 'fingerprint', text: fingerprint, known: [...sender, ...RECIPIENTS, 'operator'] },
      {
        what: 'list of polling stations',
        text: this.stationList,
        known: [...sender, 'hsb', 'csb', 'council', 'operator'],
      },
      { what: 'declaration', text: this.declaration, known: ['executive', 'operator'] },
      { what: 'report', text: REPORTED, known: ['csb'] },
      { what: 'count', text: '<TotalVotes>', known: RECIPIENTS },
      { what: 'package', text: 'PK\u0003\u0004', known: RECIPIENTS },
      ...RECIPIENTS.map((recipient) => ({
        what: `delivery to ${recipient}`,
        text: this.deliveries.get(recipient)!,
        known: [recipient],
      })),
    ];
  }
}
