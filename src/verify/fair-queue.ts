/**
 * A queue with lanes that take turns: who puts in a hundred waits behind his own hundred, and nobody else does.
 * Bounded: `put` refuses when `capacity` things wait.
 */
export class FairQueue<T> {
  private readonly lanes = new Map<string, T[]>();
  private waiting = 0;

  constructor(private readonly capacity: number) {}

  get length(): number {
    return this.waiting;
  }

  /** False when the queue is full: then nothing was put in. */
  put(lane: string, item: T): boolean {
    if (this.waiting >= this.capacity) return false;
    const items = this.lanes.get(lane);
    if (items === undefined) this.lanes.set(lane, [item]);
    else items.push(item);
    this.waiting += 1;
    return true;
  }

  /** The next of the lane whose turn it is; that lane then goes last. */
  take(): T | undefined {
    const [first] = this.lanes;
    if (first === undefined) return undefined;
    const [lane, items] = first;
    const item = items.shift();
    this.lanes.delete(lane);
    if (items.length > 0) this.lanes.set(lane, items);
    this.waiting -= 1;
    return item;
  }
}
