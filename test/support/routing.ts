import { randomUUID } from 'node:crypto';
import { add } from '../../src/platform/jobs/outbox.js';
import { bytesSource } from '../../src/verify/source.js';
import { entryBytes } from '../../src/verify/zip/inflate.js';
import { LIMITS, type ZipLimits } from '../../src/verify/zip/limits.js';
import { readZip } from '../../src/verify/zip/read-zip.js';
import type { TestApp, TestPerson } from './app.js';
import { tkCount } from './counts.js';
import { madePackage, type TestPackage } from './packages.js';
import { eventually } from './until.js';
import { approveKey, READER, submit, upload, type UploadFile } from './uploads.js';

export { eventually };

/** What the API says of a delivery in an inbox, as far as tests look at it. */
export interface ReceivedAnswer {
  readonly id: string;
  readonly nummer: string;
  readonly bericht: string;
  readonly vingerafdruk: string | null;
  readonly vervangen: boolean;
  readonly opgehaald: string | null;
  readonly bevestigd: string | null;
  readonly gelijkAanPapier: string | null;
  readonly ingelezen: string | null;
  readonly tweemaalMetDeHand: string | null;
  readonly afzender: { readonly niveau: string; readonly code: string };
  /** Of whom the count is. */
  readonly stembureau: { readonly niveau: string; readonly code: string };
  readonly bestand: string;
}

export interface InboxAnswer {
  readonly stand: Readonly<Record<string, number>>;
  readonly overzicht: readonly {
    readonly stembureau: { readonly niveau: string; readonly code: string };
    readonly staat: string;
    readonly levering: string | null;
    readonly gevraagd: string | null;
    readonly versies: number;
    readonly opnieuwBevestigen: boolean;
  }[];
  readonly leveringen: readonly ReceivedAnswer[];
}

/** The bodies around Assen and Coevorden in kieskring 3 of the made-up TK, each with a person. */
export interface Cast {
  readonly assen: TestPerson;
  readonly coevorden: TestPerson;
  readonly hsb: TestPerson;
  readonly csb: TestPerson;
  readonly mayor: TestPerson;
  readonly council: TestPerson;
  readonly operator: TestPerson;
}

export async function castOf(app: TestApp): Promise<Cast> {
  const cast = {
    assen: await app.person('TK2027', 'GSB', '0106'),
    coevorden: await app.person('TK2027', 'GSB', '0109'),
    hsb: await app.person('TK2027', 'HSB', 'HSB3'),
    csb: await app.person('TK2027', 'CSB', 'CSB'),
    mayor: await app.person('TK2027', 'MAYOR', '0106'),
    council: await app.person('TK2027', 'COUNCIL', 'COUNCIL'),
    operator: await app.person(null, 'OPERATOR', 'OPERATOR'),
  };
  const { key } = await madePackage();
  await approveKey(app, cast.assen, cast.operator, key!);
  return cast;
}

/** A count of Assen that differs from others by its time. */
export function packageAt(created: string): Promise<TestPackage> {
  return madePackage({ count: tkCount({ created }) });
}

/**
 * Uploads and delivers; gives the submission's id. `fingerprint` as read from paper; null where no count is delivered. `said`:
 * what else the sender says when handing in.
 */
export async function deliver(
  app: TestApp,
  as: TestPerson,
  files: readonly UploadFile[],
  fingerprint: string | null,
  replaces?: string,
  said: Readonly<Record<string, string>> = {},
): Promise<string> {
  const extra = replaces === undefined ? {} : { vervangt: replaces };
  const judged = await upload(app, as, files, extra);
  const read = fingerprint === null ? {} : { vingerafdruk: fingerprint, gelezenDoor: READER };
  const receipt = await submit(app, as, judged.id, { ...read, ...said });
  if (receipt.status !== 200) throw new Error(`${receipt.status} ${await receipt.text()}`);
  return judged.id;
}

export async function inboxOf(app: TestApp, as: TestPerson, query = ''): Promise<InboxAnswer> {
  const response = await app.ask('GET', `/v1/ontvangen${query}`, { as });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as InboxAnswer;
}

/** Waits until this body has a delivery with this fingerprint. */
export function arrival(app: TestApp, as: TestPerson, fingerprint: string): Promise<ReceivedAnswer> {
  return eventually(async () => {
    const { leveringen } = await inboxOf(app, as);
    return leveringen.find((delivery) => delivery.vingerafdruk === fingerprint);
  });
}

/** What the log has of an action, of one thing or of all, in order. */
export function eventsOf(app: TestApp, action: string, objectId?: string) {
  const where = { action, ...(objectId === undefined ? {} : { objectId }) };
  return app.db.read.auditEvent.findMany({ where, orderBy: { id: 'asc' } });
}

/** What stands in every bundle. */
export const BUNDLE_TEXTS = ['vingerafdrukken.txt', 'manifest.json', 'manifest.csv', 'SHA256SUMS'];

/** What is handed out together may be more than what is handed in. */
const BUNDLE_LIMITS: ZipLimits = { ...LIMITS, entries: 10_000, directoryBytes: 4 * 1024 * 1024 };

/** All files of a ZIP, by name. */
export async function filesIn(zip: Buffer): Promise<Map<string, Buffer>> {
  const source = bytesSource(zip);
  const files = new Map<string, Buffer>();
  for (const entry of readZip(source, BUNDLE_LIMITS).entries) {
    const parts: Buffer[] = [];
    for await (const chunk of entryBytes(source, entry)) parts.push(Buffer.from(chunk));
    files.set(entry.name, Buffer.concat(parts));
  }
  return files;
}

export async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

/** Asks a GSB of kieskring 3 for its 510b so often, as the HSB and each time as another request: so many notices to it. */
export async function askOften(app: TestApp, { actor }: TestPerson, times: number): Promise<void> {
  const ids = Array.from({ length: times }, () => randomUUID());
  const { electionId, body } = actor.hat;
  await app.sql(
    `INSERT INTO delivery_request (id, election_id, from_level, from_code, to_level, to_code, message, at, person_id)
     SELECT id, $1, 'HSB', 'HSB3', $2, $3, '510b', now(), $4 FROM unnest($5::uuid[]) AS id`,
    [electionId, body.level, body.code, actor.personId, ids],
  );
  await app.db.transaction(async (tx) => {
    for (const requestId of ids) await add(tx, 'delivery.requested', { requestId });
  });
}
