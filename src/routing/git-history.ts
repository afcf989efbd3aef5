import { committeeName, findCommittee } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { committeeKey, type CommitteeRef, type Level } from '../kernel/committee.js';
import type { ExchangeFile } from '../stations/exchange-file.js';
import { safeName } from './bundle-list.js';
import { numberOf, type DeliveredFile, type Delivery } from './delivery.js';

/** Bytes that are kept: of a delivery, or a file of the election. */
export type Content = DeliveredFile | ExchangeFile;

/** One delivery as a change of the tree: what it takes away, and what stands there since. */
export interface Commit {
  readonly author: { readonly name: string; readonly mail: string };
  /** When the server received it. */
  readonly at: Date;
  readonly message: string;
  readonly removes: readonly string[];
  readonly adds: readonly { readonly path: string; readonly file: Content }[];
}

/** The folder of who counts, as the public results portal has it. */
const FOLDERS: Partial<Record<Level, string>> = {
  GSB: 'gemeente',
  SOL: 'openbaar_lichaam',
  NBSB: 'nbsb',
  HSB: 'hoofdstembureau',
  CSB: 'centraalstembureau',
};

/** The branch of the counts of an election, as the public results portal reads it. */
export function countBranch(electionId: string): string {
  return `auto-${electionId.toLowerCase().replace(/\.{2,}/g, '.')}-tel`;
}

/** The branch of the files of an election. */
export function exchangeBranch(electionId: string): string {
  return countBranch(electionId).replace(/-tel$/, '-uit');
}

/** The history of the files of an election (110a, 230b): under `dob2pk/`, where a newer one takes the place of the one before. */
export function exchangeHistory(files: readonly ExchangeFile[]): readonly Commit[] {
  const author = { name: 'Kiesraad', mail: 'kiesraad@platform.invalid' };
  return files.map((file) => ({
    ...{ author, at: file.at, removes: [], adds: [{ path: `dob2pk/${file.name}`, file }] },
    message: `${file.message} ${file.name}${file.version > 1 ? `, versie ${file.version}` : ''}\n`,
  }));
}

/**
 * The history of all that a body received, in the order in which it came: under `dob1/` a folder per committee, in it the files
 * as they were sent. What takes the place of an earlier file about the same committee takes it away in the same commit, also
 * where the CSB corrected a 510c. Made only of what never changes once it is delivered: with more deliveries the same
 * history goes on.
 */
export function historyOf(plan: ElectionPlan, deliveries: readonly Delivery[]): readonly Commit[] {
  const standing = new Map<string, readonly string[]>();
  const taken = new Set<string>();
  return deliveries.map((delivery) => {
    const chain = `${committeeKey(delivery.about)} ${delivery.message}`;
    const removes = standing.get(chain) ?? [];
    for (const path of removes) taken.delete(path.toLowerCase());
    const folder = folderOf(plan, delivery.about);
    const adds = delivery.files.map((file) => {
      const name = safeName(file.name);
      const free = [name, `${numberOf(delivery)}_${name}`, `${numberOf(delivery)}_${file.index}_${name}`]
        .map((each) => `${folder}/${each}`)
        .find((each) => !taken.has(each.toLowerCase()));
      const path = free ?? `${folder}/${delivery.id}_${file.index}`;
      taken.add(path.toLowerCase());
      return { path, file };
    });
    standing.set(
      chain,
      adds.map(({ path }) => path),
    );
    return { ...wordsOf(plan, delivery), at: delivery.at, removes, adds };
  });
}

/** Lower case, no accents, all else an underscore; with the code where two of a level would have the same. */
function folderOf(plan: ElectionPlan, about: CommitteeRef): string {
  const place = findCommittee(plan.committees, about)?.place ?? about.code;
  const folder = underscored(place);
  const isShared = plan.committees.some(
    ({ level, code, place: other }) =>
      level === about.level && code !== about.code && underscored(other) === folder,
  );
  const name = isShared ? `${folder}_${about.code.toLowerCase()}` : folder;
  return `dob1/${FOLDERS[about.level] ?? about.level.toLowerCase()}/${name}`;
}

function underscored(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

function wordsOf(plan: ElectionPlan, delivery: Delivery): Pick<Commit, 'author' | 'message'> {
  const { sender, about, message, version, fingerprint, verdict, electionId } = delivery;
  const name = committeeName(plan.committees, sender);
  const what = committeeName(plan.committees, about);
  const lines = [
    `${message} ${what}${version > 1 ? `, versie ${version}` : ''}`,
    '',
    `Nummer: ${numberOf(delivery)}`,
    ...(fingerprint === null ? [] : [`Vingerafdruk: ${fingerprint}`]),
    ...(verdict.keyId === null ? [] : [`Sleutel: ${verdict.keyId}`]),
  ];
  const mail = `${sender.level}-${sender.code}@${electionId}.invalid`.toLowerCase();
  return { author: { name, mail }, message: `${lines.join('\n')}\n` };
}
