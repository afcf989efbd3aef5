const CHUNK = 64 * 1024;

/** Hands out copies of short runs of numbers that live as long as the arena's user: few large allocations for many small ones. */
export class NumberArena {
  private chunk = new Uint32Array(0);
  private used = 0;

  /** A copy of the first `length` numbers. */
  copy(from: Uint32Array, length: number): Uint32Array {
    if (this.used + length > this.chunk.length) {
      this.chunk = new Uint32Array(Math.max(CHUNK, length));
      this.used = 0;
    }
    const part = this.chunk.subarray(this.used, this.used + length);
    part.set(from.subarray(0, length));
    this.used += length;
    return part;
  }
}
