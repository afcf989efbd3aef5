import { createHash } from 'node:crypto';
import { ComposeRelease } from '../../src/releases/compose-release.js';
import { DecideRelease } from '../../src/releases/decide-release.js';
import type { Sha256 } from '../../src/kernel/fingerprint.js';
import type { Release, ReleaseAbout } from '../../src/releases/release.js';
import { startApp, type TestApp, type TestPerson } from './app.js';

/** A release in an answer of the API, as far as tests look at it. */
export interface ReleaseAnswer {
  readonly id: string;
  readonly stand: string;
  readonly vingerafdruk: string;
  readonly goedkeuringen: readonly unknown[];
  readonly bestanden: readonly {
    readonly nummer: number;
    readonly naam: string;
    readonly binnen: number;
    readonly ontvangen: boolean;
    readonly sha256: string | null;
    readonly sha512: string | null;
    readonly adres: string;
  }[];
}

/** What is said of a release, in the words of the API. */
export const said = (change: Record<string, unknown> = {}) => ({
  product: 'Telprogramma',
  versie: '1.4.0',
  platform: 'Windows',
  verkiezingen: ['TK2027'],
  beschikbaarVanaf: '2026-01-01T00:00:00Z',
  toelichting: 'Sneller, en met een fout minder.',
  beoordeling: {
    soort: 'test',
    versie: '1.4.0',
    uitslag: 'Voldoet aan de eisen.',
    rapport: 'https://example.nl/test',
  },
  bron: 'https://example.nl/bron',
  bouwen: 'make installer',
  ...change,
});

/** The same as the use cases take it. */
export const about = (change: Partial<ReleaseAbout> = {}): ReleaseAbout => ({
  product: 'Telprogramma',
  version: '1.4.0',
  platform: 'Windows',
  elections: ['TK2027'],
  availableFrom: new Date('2026-01-01T00:00:00Z'),
  hosting: 'own',
  notes: 'Sneller, en met een fout minder.',
  assurance: {
    kind: 'tested',
    version: change.version ?? '1.4.0',
    outcome: 'Voldoet aan de eisen.',
    report: 'https://example.nl/test',
  },
  source: 'https://example.nl/bron',
  build: 'make installer',
  ...change,
});

/** Bytes that are no text, the same each time. */
export function someBytes(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0, block = 0; at < length; at += 64, block += 1)
    createHash('sha512').update(`${seed}:${block}`).digest().copy(bytes, at);
  return bytes;
}

/** A file of a release; what is absent is made up. */
export interface MadeFile {
  readonly name?: string;
  readonly bytes?: Buffer;
}

/** Announces a file and sends it whole; gives its address. */
export async function sendFile(
  app: TestApp,
  id: string,
  by: TestPerson,
  { name = 'telprogramma-1.4.0.exe', bytes = someBytes(3_000_000) } = {},
): Promise<string> {
  const announced = await app.ask('POST', `/v1/releases/${id}/bestanden`, {
    as: by,
    body: { naam: name, grootte: bytes.length },
  });
  if (announced.status !== 201) throw new Error(await announced.text());
  const address = announced.headers.get('location')!;
  const sent = await app.ask('PUT', address, {
    as: by,
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
  if (sent.status !== 200) throw new Error(await sent.text());
  return address;
}

/** A draft with one file. */
export async function draftRelease(
  app: TestApp,
  by: TestPerson,
  wanted: Partial<ReleaseAbout> = {},
  file: MadeFile = {},
): Promise<string> {
  const { id } = await app.get(ComposeRelease).make(about(wanted), by.actor);
  await sendFile(app, id, by, file);
  return id;
}

/** A release that two persons approved and the first published. */
export async function publishedRelease(
  app: TestApp,
  people: readonly [TestPerson, TestPerson],
  wanted: Partial<ReleaseAbout> = {},
  file: MadeFile = {},
): Promise<Release> {
  const id = await draftRelease(app, people[0], wanted, file);
  const decide = app.get(DecideRelease);
  const digest = await digestOf(app, id, people[0]);
  for (const { actor } of people) await decide.approve(id, digest, actor);
  return await decide.publish(id, people[0].actor);
}

/** What a release hashes to now, as the Kiesraad sees it. */
export async function digestOf(app: TestApp, id: string, by: TestPerson) {
  const answer = await app.ask('GET', `/v1/releases/${id}`, { as: by });
  return ((await answer.json()) as ReleaseAnswer).vingerafdruk as Sha256;
}

/** Where releases are made: two people of the Kiesraad, and a version of its own for each release. */
export class ReleaseStage {
  private made = 0;

  private constructor(
    readonly app: TestApp,
    readonly anna: TestPerson,
    readonly bert: TestPerson,
  ) {}

  /** On an application of its own, in which nothing runs by itself. */
  static async start(): Promise<ReleaseStage> {
    const app = await startApp({ worker: false });
    const anna = await app.person(null, 'OPERATOR', 'OPERATOR');
    return new ReleaseStage(app, anna, await app.person(null, 'OPERATOR', 'OPERATOR'));
  }

  /** The version of the newest release. */
  get version(): string {
    return `1.4.${this.made}`;
  }

  /** A version that no release has. */
  next(): string {
    this.made += 1;
    return this.version;
  }

  draft(file: MadeFile = {}): Promise<string> {
    return draftRelease(this.app, this.anna, { version: this.next() }, file);
  }

  published(file: MadeFile = {}): Promise<Release> {
    return publishedRelease(this.app, [this.anna, this.bert], { version: this.next() }, file);
  }

  /** A release as the API tells the Kiesraad of it. */
  async answer(id: string): Promise<ReleaseAnswer> {
    const answer = await this.app.ask('GET', `/v1/releases/${id}`, { as: this.anna });
    return (await answer.json()) as ReleaseAnswer;
  }

  announce(id: string, naam: string, grootte = 10, more: object = {}): Promise<Response> {
    const body = { naam, grootte, ...more };
    return this.app.ask('POST', `/v1/releases/${id}/bestanden`, { as: this.anna, body });
  }
}
