import { createHash } from 'node:crypto';

/**
 * Numbers that look random and are the same for the same seed on every machine: made-up results must be reproducible.
 * The generator is sfc32 over a SHA-256 of the seed. Never for keys, tokens or anything secret.
 */
export class SeededRandom {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  constructor(private readonly seed: string) {
    const digest = createHash('sha256').update(seed).digest();
    this.a = digest.readInt32LE(0);
    this.b = digest.readInt32LE(4);
    this.c = digest.readInt32LE(8);
    this.counter = digest.readInt32LE(12);
    for (let i = 0; i < 12; i += 1) this.next();
  }

  /** A whole number from 0 up to and including 2^32 - 1. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return sum >>> 0;
  }

  /** A fraction from 0 up to, not including, 1. */
  fraction(): number {
    return this.next() / 0x1_0000_0000;
  }

  /** A whole number from `low` up to and including `high`. */
  between(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  /** One of `choices`, which may not be empty. */
  pick<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new RangeError('nothing to pick from');
    return choices[this.between(0, choices.length - 1)]!;
  }

  /** An independent generator for one part of the whole, so that adding a part changes no other. */
  for(part: string): SeededRandom {
    return new SeededRandom(`${this.seed}\n${part}`);
  }
}
