import type { Commit, Content } from './git-history.js';

/** A part of a stream: text, or the bytes of a file. */
export type StreamPart = string | Content;

/** A line of commits of its own, the first first. */
export interface Branch {
  readonly name: string;
  readonly commits: readonly Commit[];
}

const COMMITTER = 'Digitaal overdrachtsplatform verkiezingen <overdracht@platform.invalid>';

/**
 * A history as `git fast-import` reads it (git-fast-import(1)): plain text with the files in between. A stream that breaks off
 * leaves a repository as it was, as it says beforehand that `done` ends it. Imported again, also with more behind it, the
 * commits are the same ones.
 */
export function fastImport(branches: readonly Branch[]): readonly StreamPart[] {
  const parts = branches.flatMap(({ name, commits }) =>
    commits.flatMap((commit) => commitParts(name, commit)),
  );
  return ['feature done\n', ...parts, 'done\n'];
}

/** How many bytes a stream has. */
export function streamSize(parts: readonly StreamPart[]): number {
  return parts.reduce(
    (sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : part.size),
    0,
  );
}

/** The bytes of a stream, with those of each file as `read` gives them. */
export async function* streamBytes(
  parts: readonly StreamPart[],
  read: (file: Content) => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (const part of parts) {
    if (typeof part === 'string') yield Buffer.from(part);
    else yield* await read(part);
  }
}

function commitParts(branch: string, { author, at, message, removes, adds }: Commit): StreamPart[] {
  const time = `${Math.floor(at.getTime() / 1000)} +0000`;
  const head = [
    `commit refs/heads/${branch}`,
    `author ${author.name.replace(/[<>\p{Cc}]/gu, '')} <${author.mail}> ${time}`,
    `committer ${COMMITTER} ${time}`,
    `data ${Buffer.byteLength(message)}`,
    message,
    ...removes.map((path) => `D ${path}`),
    '',
  ];
  return [
    head.join('\n'),
    ...adds.flatMap(({ path, file }) => [`M 100644 inline ${path}\ndata ${file.size}\n`, file, '\n']),
    '\n',
  ];
}
