import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Block, Count, InitialValues, Layout } from './count.js';

/** By which way a count is packed. Goes up with every change of it: what was packed otherwise is packed anew from its file. */
export const PACKED_VERSION = 2;

/** Twice what a file may be at most: what would unpack to more was not packed here. */
const LARGEST = 256 * 1024 * 1024;

const text = z.string().nullable();
const number = z.int().nonnegative();
const reasons = z.array(z.object({ reason: z.string(), votes: number }));
const place = z.object({ id: text, name: text });
const layout = z.object({
  size: number,
  lists: z.array(
    z.object({
      id: number,
      name: z.string(),
      first: number,
      candidates: z.array(z.union([number, z.string()])),
      codes: z.array(text).nullable(),
    }),
  ),
});
const figures = { rejected: reasons, uncounted: reasons };
const block = z.object({
  /** Which of the layouts. */
  layout: number,
  cast: number,
  totalCounted: number,
  ...figures,
  initial: z
    .object({
      /** Whether numbers of it follow those of the block. */
      votes: z.boolean(),
      cast: number.nullable(),
      totalCounted: number.nullable(),
      ...figures,
    })
    .nullable(),
});
type PackedBlock = z.infer<typeof block>;
const packed = z.object({
  head: z.object({
    ...{ type: text, schemaVersion: text, transactionId: text, created: text },
    ...{ authority: place, contest: place, countingMethod: text, phase: text },
    election: place.extend({ category: text, subcategory: text, domain: place.nullable(), date: text }),
  }),
  layouts: z.array(layout),
  totals: block.nullable(),
  units: z.array(
    z.object({ id: z.string(), name: z.string(), block, investigated: z.array(z.string()).optional() }),
  ),
});

/**
 * A count in the fewest bytes that hold all of it: a byte with {@link PACKED_VERSION}, then, deflated (RFC 1951), the length
 * of what follows as JSON (32 bits, least byte first), that JSON in UTF-8, and every number of votes as LEB128: of the
 * totals, then of each reporting unit, in file order. A real count of 730 kB becomes 4 kB.
 */
export function packCount({ head, totals, units }: Count): Uint8Array {
  const layouts = new Map<Layout, number>();
  const blocks: Block[] = [];
  const take = (one: Block): PackedBlock => {
    blocks.push(one);
    if (!layouts.has(one.layout)) layouts.set(one.layout, layouts.size);
    const { cast, totalCounted, rejected, uncounted, initial } = one;
    return {
      ...{ layout: layouts.get(one.layout)!, cast, totalCounted, rejected: [...rejected] },
      uncounted: [...uncounted],
      initial: initial && {
        votes: initial.votes !== null,
        ...{ cast: initial.cast, totalCounted: initial.totalCounted },
        ...{ rejected: [...initial.rejected], uncounted: [...initial.uncounted] },
      },
    };
  };
  const body = {
    head,
    totals: totals && take(totals),
    units: units.map((unit) => ({ ...unit, block: take(unit.block) })),
    layouts: [...layouts.keys()].map(({ lists, size }) => ({ lists, size })),
  };
  const json = Buffer.from(JSON.stringify(body));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const whole = deflateRawSync(Buffer.concat([length, json, numbersOf(blocks)]), { level: 3 });
  return Buffer.concat([Buffer.of(PACKED_VERSION), whole]);
}

/** A count packed twice: whole, and without its reporting units, for who adds up many. */
export interface PackedCount {
  readonly whole: Uint8Array;
  readonly totals: Uint8Array;
}

/** Both of {@link PackedCount}. */
export function packForKeeping(count: Count): PackedCount {
  return { whole: packCount(count), totals: packCount({ ...count, units: [] }) };
}

/** The count again; null when it was packed otherwise. Throws when the bytes are not what {@link packCount} made. */
export function unpackCount(bytes: Uint8Array): Count | null {
  if (bytes[0] !== PACKED_VERSION) return null;
  const whole = inflateRawSync(bytes.subarray(1), { maxOutputLength: LARGEST });
  const end = 4 + whole.readUInt32LE();
  const { head, layouts, totals, units } = packed.parse(JSON.parse(whole.toString('utf8', 4, end)));
  const next = reader(whole.subarray(end));
  const give = (one: PackedBlock): Block => {
    const known = layouts[one.layout];
    if (known === undefined) throw new Error('a packed count names a layout that it does not hold');
    const { cast, totalCounted, rejected, uncounted, initial } = one;
    const votes = Uint32Array.from({ length: known.size }, next);
    return {
      ...{ layout: known, votes, cast, totalCounted, rejected, uncounted },
      initial: initial && { ...initial, votes: initial.votes ? initialVotes(known.size, next) : null },
    };
  };
  return {
    head,
    totals: totals && give(totals),
    units: units.map((unit) => ({ ...unit, block: give(unit.block) })),
  };
}

const initialVotes = (size: number, next: () => number): InitialValues['votes'] =>
  Int32Array.from({ length: size }, () => next() - 1);

function numbersOf(blocks: readonly Block[]): Buffer {
  const most = blocks.reduce((sum, { layout, initial }) => sum + layout.size * (initial?.votes ? 2 : 1), 0);
  const bytes = Buffer.allocUnsafe(most * 5);
  let at = 0;
  const put = (value: number): void => {
    let rest = value;
    for (; rest > 127; rest >>>= 7) bytes[at++] = (rest & 127) | 128;
    bytes[at++] = rest;
  };
  for (const { votes, initial } of blocks) {
    votes.forEach(put);
    initial?.votes?.forEach((value) => put(value + 1));
  }
  return bytes.subarray(0, at);
}

/** Gives the numbers one by one; throws when there are no more. */
function reader(bytes: Uint8Array): () => number {
  let at = 0;
  return () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw new Error('a packed count ends before its last number');
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
}
