import { createHash } from 'node:crypto';
import { RegisterKey } from '../../src/keys/register-key.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import type { CommitteeKey } from '../../src/rehearsal/key-writer.js';
import type { Submission } from '../../src/platform/postgres/generated/client.js';
import type { TestApp, TestPerson } from './app.js';
import { approveByTwo } from './ceremony.js';
import { aCouncilDefinition, aDefinition, aRegion } from './definition.js';

/** A file for an upload: a name and its bytes. */
export interface UploadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The made-up TK of the packages in tests: Assen and Coevorden in kieskring 3. */
export async function configureTk(app: TestApp): Promise<void> {
  const STATE = { category: 'STAAT', number: null } as const;
  const three = { category: 'KIESKRING', number: 3 } as const;
  const regions = [
    aRegion('STAAT', null, 'Nederland'),
    aRegion('KIESKRING', 3, 'Assen', STATE),
    aRegion('GEMEENTE', 106, 'Assen', three),
    aRegion('GEMEENTE', 109, 'Coevorden', three),
  ];
  await app.configure(writeDefinition(aDefinition({ regions })));
}

/** The made-up GR of Stadskanaal. */
export async function configureGr(app: TestApp): Promise<void> {
  await app.configure(writeDefinition(aCouncilDefinition()));
}

/** Registers a key for whom the person acts and has two of the Kiesraad approve it; gives its id. */
export async function approveKey(
  app: TestApp,
  person: TestPerson,
  operator: TestPerson,
  key: CommitteeKey,
): Promise<string> {
  const { id } = await app.get(RegisterKey).run(key.certificate, person.actor);
  await approveByTwo(app, id, operator);
  return id;
}

/** Who read which paper, as a program says it. */
export const READER = 'J. de Boer, proces-verbaal van de eerste zitting';

/**
 * What somebody fills in who compares with paper: the groups that the page asks for, and a tick for each row that it shows.
 */
export function comparedOn(html: string, fingerprint: string): Record<string, string> {
  const asked = [...html.matchAll(/name="groep(\d+)"/g)].map(([, group]) => Number(group));
  const rows = [...html.matchAll(/name="(rij\d)"/g)].map(([, row]) => row!);
  return {
    ...Object.fromEntries(
      asked.map((group) => [`groep${group}`, fingerprint.slice((group - 1) * 4, group * 4)]),
    ),
    ...Object.fromEntries(rows.map((row) => [row, 'gelijk'])),
  };
}

export const digestOf = (bytes: Uint8Array): string =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** What the API says of a submission, as far as tests look at it. */
export interface SubmissionAnswer {
  readonly id: string;
  readonly nummer: string;
  readonly staat: string;
  readonly vingerafdruk: string | null;
  readonly bestanden: readonly { readonly adres: string; readonly ontvangen: string | null }[];
  readonly controle: {
    readonly verdict: string;
    readonly checks: readonly { code: string; result: string }[];
  };
  readonly ontvangers: readonly {
    niveau: string;
    code: string;
    artikel: string;
    afgeleverd: string | null;
  }[];
  readonly versies: readonly { nummer: string; geldt: boolean }[];
}

/** Announces files; throws when that is refused. */
export async function announce(
  app: TestApp,
  as: TestPerson,
  files: readonly UploadFile[],
  extra: Record<string, unknown> = {},
): Promise<SubmissionAnswer> {
  const body = {
    verkiezing: as.actor.hat.electionId,
    bestanden: files.map(({ name, bytes }) => ({ naam: name, grootte: bytes.length })),
    ...extra,
  };
  const response = await app.ask('POST', '/v1/leveringen', { as, body });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as SubmissionAnswer;
}

/** Sends one file to its address. */
export function put(
  app: TestApp,
  as: TestPerson,
  address: string,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
): Promise<Response> {
  return app.ask('PUT', address, {
    as,
    body: bytes,
    headers: { 'content-type': 'application/octet-stream', 'content-digest': digestOf(bytes), ...headers },
  });
}

/** Announces and sends; gives what the last PUT answered. */
export async function upload(
  app: TestApp,
  as: TestPerson,
  files: readonly UploadFile[],
  extra: Record<string, unknown> = {},
): Promise<SubmissionAnswer> {
  const opened = await announce(app, as, files, extra);
  let answer = opened;
  for (const [i, file] of files.entries()) {
    const response = await put(app, as, opened.bestanden[i]!.adres, file.bytes);
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    answer = (await response.json()) as SubmissionAnswer;
  }
  return answer;
}

/** Says: deliver. */
export function submit(app: TestApp, as: TestPerson, id: string, body: unknown): Promise<Response> {
  return app.ask('POST', `/v1/leveringen/${id}/indienen`, { as, body });
}

/** The row of a submission. */
export async function rowOf(app: TestApp, id: string): Promise<Submission> {
  return await app.db.read.submission.findUniqueOrThrow({ where: { id } });
}

/** Codes of the checks with this result. */
export function codesOf(answer: Pick<SubmissionAnswer, 'controle'>, result: string): string[] {
  return answer.controle.checks.filter((check) => check.result === result).map(({ code }) => code);
}
