import type { DeliveredFiles, FileToJudge } from './judge-files.process.js';
import { recognise, type PartKind } from './recognise.js';

/** A received file and its first kilobyte. */
export type HeadedFile = FileToJudge & { readonly head: Buffer };

/**
 * What was delivered, by content: one ZIP is a package; one count, or two files, are a bare pair. Whatever else it is
 * comes out as one of the two and is refused when judged, so that the sender always gets a verdict.
 */
export function deliveredFiles(files: readonly HeadedFile[]): DeliveredFiles {
  const [first, second] = files.map((file) => ({ ...file, kind: recognise(file.name, file.head) }));
  if (first === undefined) throw new Error('there is nothing to judge');
  if (second === undefined) {
    return first.kind === 'eml'
      ? { kind: 'pair', eml: plain(first), signature: null }
      : { kind: 'package', ...plain(first) };
  }
  const turned = second.kind === 'eml' || (first.kind === 'signature' && second.kind !== 'signature');
  const [eml, signature] = turned && first.kind !== 'eml' ? [second, first] : [first, second];
  return { kind: 'pair', eml: plain(eml), signature: plain(signature) };
}

function plain(file: HeadedFile & { readonly kind: PartKind }): FileToJudge {
  const { name } = file;
  return 'fd' in file ? { name, fd: file.fd } : { name, path: file.path };
}
