/**
 * A queue with lanes that take turns: who puts in a hundred waits behind his own hundred, and nobody else does.
 * Bounded: `put` refuses when `capacity` things wait, or a quarter of that in one lane.
 */
export class FairQueue<T> {
  private readonly lanes = new Map<string, T[]>();
  private waiting = 0;

  private readonly laneCapacity: number;

  constructor(private readonly capacity: number) {
    this.laneCapacity = Math.ceil(capacity / 4);
  }

  get length(): number {
    return this.waiting;
  }

  /** False when the queue is full: then nothing was put in. */
  put(lane: string, item: T): boolean {
    if (this.waiting >= this.capacity) return false;
    const items = this.lanes.get(lane);
    if (items !== undefined && items.length >= this.laneCapacity) return false;
    if (items === undefined) this.lanes.set(lane, [item]);
    else items.push(item);
    this.waiting += 1;
    return true;
  }

  /** The next of the lane whose turn it is, of those that `may` go; that lane then goes last. */
  take(may: (lane: string) => boolean = () => true): { readonly lane: string; readonly item: T } | undefined {
    for (const [lane, items] of this.lanes) {
      if (!may(lane)) continue;
      const item = items.shift()!;
      this.lanes.delete(lane);
      if (items.length > 0) this.lanes.set(lane, items);
      this.waiting -= 1;
      return { lane, item };
    }
    return undefined;
  }
}
