import {
  adviceOf,
  ENTRY_BYTES,
  ENTRY_TOO_LARGE,
  HEAD_BYTES,
  messageOf,
  recogniseFile,
  sizeWords,
  wrongChoice,
  type ChosenFile,
} from '../../kernel/recognise-file.js';
import type { Problem } from './dom.js';
import { zipSizes } from './zip-sizes.js';

/** What the server would refuse, told before a byte is sent; null when it may be sent. */
export async function checkFiles(files: readonly File[], signed: readonly string[]): Promise<Problem | null> {
  const chosen = await Promise.all(files.map(recognised));
  const why = wrongChoice(chosen, signed);
  if (why !== null) return asProblem(why);
  const zip = chosen.findIndex(({ kind }) => kind === 'zip');
  return zip === -1 ? null : await tooLargeInside(files[zip]!);
}

/** A folder that was dropped comes as a file that cannot be read. */
async function recognised(file: File): Promise<ChosenFile> {
  const { name, size } = file;
  try {
    const head = await bytesOf(file, 0, HEAD_BYTES);
    return { name, size, kind: recogniseFile(name, head), type: messageOf(head) };
  } catch {
    return { name, size, kind: 'folder', type: null };
  }
}

async function tooLargeInside(file: File): Promise<Problem | null> {
  const entries = await zipSizes(file.size, (start, end) => bytesOf(file, start, end));
  const large = (entries ?? []).filter(({ size }) => size > ENTRY_BYTES);
  if (large.length === 0) return null;
  const lines = large.slice(0, 3).map(({ name, size }) => `${name} is ${sizeWords(size)}.`);
  const { title, lines: advice } = asProblem(ENTRY_TOO_LARGE);
  return { title, lines: [...lines, ...advice] };
}

async function bytesOf(file: File, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}

/** A sentence of a wrong choice, as it is shown. */
export function asProblem(text: string): Problem {
  const { says, todo } = adviceOf(text);
  return { title: says, lines: todo === '' ? [] : [todo] };
}
