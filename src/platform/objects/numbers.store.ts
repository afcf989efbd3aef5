import type { Labels } from './labels.js';
import { lock, type Tx } from '../postgres/database.js';

const BLOCK = 100;

/**
 * Numbers that are never given twice, not even after the database was put back to an earlier moment: before a process
 * gives the first number of a block of 100, it writes down beside the objects how far that block goes. A process that
 * starts does not trust the sequence alone and begins behind everything written down, so numbers may be skipped.
 */
export class Numbers {
  /** Per sequence: up to here this process may give numbers. */
  private readonly reserved = new Map<string, number>();

  constructor(private readonly labels: Labels) {}

  /** The next number of a sequence of the database. Throws when it cannot be written down: then none is given. */
  async next(tx: Tx, sequence: string): Promise<number> {
    if (!this.reserved.has(sequence)) await this.begin(tx, sequence);
    const [row] = await tx.$queryRaw<{ n: number }[]>`SELECT nextval(${sequence}::regclass)::int AS n`;
    if (row!.n > this.reserved.get(sequence)!) await this.reserve(tx, sequence, row!.n - 1);
    return row!.n;
  }

  /** Brings the sequence behind all that may ever have been given. Numbers that others take meanwhile are higher still. */
  private async begin(tx: Tx, sequence: string): Promise<void> {
    await lock(tx, `numbers:${sequence}`);
    if (this.reserved.has(sequence)) return; // another of this process was first, while we waited
    const ever = await this.highest(sequence);
    await tx.$queryRaw`
      SELECT count(nextval(${sequence}::regclass))::int
      FROM generate_series(1, ${ever}::int - coalesce(pg_sequence_last_value(${sequence}::regclass), 0)::int)`;
    await this.reserve(tx, sequence, ever);
  }

  /** Writes down a block behind `given`, unless another process wrote down more: one at a time. */
  private async reserve(tx: Tx, sequence: string, given: number): Promise<void> {
    await lock(tx, `numbers:${sequence}`);
    const ever = Math.max(await this.highest(sequence), given + BLOCK);
    await this.labels.write(sequence, String(ever));
    this.reserved.set(sequence, ever);
  }

  private async highest(sequence: string): Promise<number> {
    const text = (await this.labels.read(sequence)) ?? '0';
    if (!/^\d{1,9}$/.test(text)) throw new Error(`the label ${sequence} is not a number: ${text}`);
    return Number(text);
  }
}
