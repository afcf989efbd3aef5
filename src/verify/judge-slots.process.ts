import { closeSync, openSync, readSync } from 'node:fs';
import { HEAD_BYTES } from '../kernel/recognise-file.js';
import { deliveredFiles } from './delivered-files.js';
import type { Slot } from './judge-child.process.js';
import type { DeliveredFiles } from './judge-files.process.js';

/** The descriptors under which a judge holds the files of a delivery. */
const FDS = [4, 5] as const;

/** A file to be judged: the name its sender gave it, and how its bytes get into a slot. */
export interface FileForSlot {
  readonly name: string;
  readonly copyTo: (slot: Slot) => Promise<void>;
}

/** Fills a judge's slots with one or two files; gives what was delivered, by content. */
export async function fillSlots(
  slots: readonly [Slot, Slot],
  files: readonly FileForSlot[],
): Promise<DeliveredFiles> {
  const headed = files.map(async ({ name, copyTo }, i) => {
    await copyTo(slots[i]!);
    return { name, fd: FDS[i]!, head: readHead(slots[i]!.path) };
  });
  return deliveredFiles(await Promise.all(headed));
}

function readHead(file: string): Buffer {
  const fd = openSync(file, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.subarray(0, readSync(fd, head, 0, head.length, 0));
  } finally {
    closeSync(fd);
  }
}
