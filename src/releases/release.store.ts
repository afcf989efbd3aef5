import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { Reader, Tx } from '../platform/postgres/database.js';
import type { Prisma } from '../platform/postgres/generated/client.js';
import type {
  Act,
  Approval,
  Assurance,
  ComingFile,
  Hosting,
  Release,
  ReleaseAbout,
  ReleaseFile,
} from './release.js';
import { HOSTINGS, isPublic } from './release.js';

const WHOLE = {
  files: { where: { removedAt: null }, orderBy: { index: 'asc' }, include: { parts: true } },
  approvals: { where: { voidedAt: null }, orderBy: { at: 'asc' } },
} as const satisfies Prisma.SoftwareReleaseInclude;
type Row = Prisma.SoftwareReleaseGetPayload<{ include: typeof WHOLE }>;
type FileRow = Row['files'][number];

/** What is kept, as a state; throws on a row that is in none. */
function releaseOf(row: Row): Release {
  const facts = {
    id: row.id,
    about: aboutOf(row),
    files: row.files.flatMap(wholeFile),
    made: { at: row.madeAt, by: row.madeBy },
  };
  const approvals = row.approvals.map((each): Approval => ({
    at: each.at,
    by: each.personId,
    digest: sha256(each.digest),
  }));
  const [first, second] = approvals;
  if (row.state === 'draft')
    return {
      ...facts,
      state: 'draft',
      coming: row.files.flatMap(comingFile),
      approvals: first === undefined ? [] : [first],
    };
  const published = actOf(row.publishedAt, row.publishedBy);
  const withdrawn = actOf(row.withdrawnAt, row.withdrawnBy);
  if (first !== undefined && second !== undefined) {
    const both = { ...facts, approvals: [first, second] as const };
    if (row.state === 'approved') return { ...both, state: 'approved' };
    if (row.state === 'published' && published) return { ...both, state: 'published', published };
    if (row.state === 'withdrawn' && published && withdrawn)
      return { ...both, state: 'withdrawn', published, withdrawn, reason: row.reason ?? '' };
  }
  throw new Error(`release ${row.id} is in no known state`);
}

function actOf(at: Date | null, by: string | null): Act | null {
  return at && by ? { at, by } : null;
}

function aboutOf(row: Row): ReleaseAbout {
  const { product, version, platform, elections, availableFrom, notes, source, build } = row;
  return {
    ...{ product, version, platform, elections, availableFrom, notes, source, build },
    hosting: hostingOf(row.hosting),
    assurance: assuranceOf(row),
  };
}

function hostingOf(text: string): Hosting {
  const known = HOSTINGS.find((hosting) => hosting === text);
  if (known === undefined) throw new Error(`${text} is no way of hosting`);
  return known;
}

function assuranceOf({ testedVersion, testOutcome, testReport, minorChange }: Row): Assurance | null {
  if (minorChange !== null) return { kind: 'minorChange', statement: minorChange };
  if (testedVersion === null) return null;
  return { kind: 'tested', version: testedVersion, outcome: testOutcome ?? '', report: testReport ?? '' };
}

function wholeFile({ index, name, size, sha256: digest, sha512 }: FileRow): ReleaseFile[] {
  if (digest === null || sha512 === null) return [];
  return [{ index, name, size: Number(size), sha256: sha256(digest), sha512 }];
}

function comingFile({ index, name, size, sha256: digest, announced, parts }: FileRow): ComingFile[] {
  if (digest !== null) return [];
  const received = parts.reduce((sum, part) => sum + Number(part.size), 0);
  return [
    { index, name, size: Number(size), announced: announced === null ? null : sha256(announced), received },
  ];
}

function columnsOf({ assurance, elections, ...about }: ReleaseAbout) {
  const tested = assurance?.kind === 'tested' ? assurance : null;
  return {
    ...about,
    elections: [...elections],
    testedVersion: tested?.version ?? null,
    testOutcome: tested?.outcome ?? null,
    testReport: tested?.report ?? null,
    minorChange: assurance?.kind === 'minorChange' ? assurance.statement : null,
  };
}

/** Adds a draft. Breaks the unique rule when there is one of this product, version and platform. */
export async function addRelease(tx: Tx, about: ReleaseAbout, made: Act): Promise<Release> {
  const data = { ...columnsOf(about), madeAt: made.at, madeBy: made.by };
  return releaseOf(await tx.softwareRelease.create({ data, include: WHOLE }));
}

/** A release held until the transaction ends: who changes it at the same moment waits. */
export async function holdRelease(tx: Tx, id: string): Promise<Release | null> {
  await tx.$queryRaw`SELECT 1 FROM software_release WHERE id = ${id}::uuid FOR UPDATE`;
  return await findRelease(tx, id);
}

export async function findRelease(read: Reader | Tx, id: string): Promise<Release | null> {
  const row = await read.softwareRelease.findUnique({ where: { id }, include: WHOLE });
  return row && releaseOf(row);
}

/** Writes what is said of a release. Breaks the unique rule as {@link addRelease}. */
export async function saveAbout(tx: Tx, id: string, about: ReleaseAbout): Promise<void> {
  await tx.softwareRelease.update({ where: { id }, data: columnsOf(about) });
}

/** Writes the state a release got, and that nobody approved what it was, where nobody did. */
export async function saveState(tx: Tx, release: Release, at: Date): Promise<void> {
  const { id, state } = release;
  await tx.softwareRelease.update({
    where: { id },
    data: {
      state,
      ...(isPublic(release) ? { publishedAt: release.published.at, publishedBy: release.published.by } : {}),
      ...(release.state === 'withdrawn'
        ? { withdrawnAt: release.withdrawn.at, withdrawnBy: release.withdrawn.by, reason: release.reason }
        : {}),
    },
  });
  if (release.approvals.length > 0) return;
  await tx.softwareApproval.updateMany({ where: { releaseId: id, voidedAt: null }, data: { voidedAt: at } });
}

/** Breaks a unique rule when this person approved it already. */
export async function addApproval(tx: Tx, releaseId: string, { at, by, digest }: Approval): Promise<void> {
  await tx.softwareApproval.create({ data: { releaseId, personId: by, digest, at } });
}

/** Every release, those that are not published yet first and then the newest. */
export async function listReleases(read: Reader | Tx): Promise<Release[]> {
  const rows = await read.softwareRelease.findMany({
    orderBy: [{ publishedAt: { sort: 'desc', nulls: 'first' } }, { madeAt: 'desc' }],
    include: WHOLE,
  });
  return rows.map(releaseOf);
}

/** Takes a file from a draft: its row stays, and names no bytes any more. Gives what it named. */
export async function removeFile(tx: Tx, releaseId: string, index: number, at: Date): Promise<Sha256[]> {
  const row = await tx.softwareFile.update({
    where: { releaseId_index: { releaseId, index } },
    data: { removedAt: at, receiver: null, receiverUntil: null },
  });
  return row.sha256 === null ? [] : [sha256(row.sha256)];
}
