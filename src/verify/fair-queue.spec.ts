import { FairQueue } from './fair-queue.js';

describe('a queue in which lanes take turns', () => {
  it('lets a newcomer go before a sender’s second', () => {
    const queue = new FairQueue<string>(10);
    for (const [lane, item] of [
      ['a', 'a1'],
      ['a', 'a2'],
      ['a', 'a3'],
      ['b', 'b1'],
      ['c', 'c1'],
      ['b', 'b2'],
    ] as const)
      queue.put(lane, item);
    const taken = Array.from({ length: 7 }, () => queue.take()?.item);
    expect(taken).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', undefined]);
  });

  it('refuses when full and takes again when there is room', () => {
    const queue = new FairQueue<number>(2);
    expect([queue.put('a', 1), queue.put('b', 2), queue.put('c', 3), queue.length]).toEqual([
      true,
      true,
      false,
      2,
    ]);
    expect(queue.take()).toEqual({ lane: 'a', item: 1 });
    expect([queue.put('c', 3), queue.length]).toEqual([true, 2]);
  });

  it('keeps room for others: one lane takes a quarter', () => {
    const queue = new FairQueue<number>(8);
    expect([1, 2, 3].map((item) => queue.put('a', item))).toEqual([true, true, false]);
    expect([1, 2, 3].map((item) => queue.put('b', item))).toEqual([true, true, false]);
    expect(queue.length).toBe(4);
  });

  it('passes over a lane that may not go, and keeps its turn', () => {
    const queue = new FairQueue<string>(8);
    for (const lane of ['a', 'b', 'c']) queue.put(lane, lane);
    expect(queue.take((lane) => lane !== 'a')).toEqual({ lane: 'b', item: 'b' });
    expect(queue.take(() => false)).toBeUndefined();
    expect([queue.take()?.item, queue.take()?.item, queue.length]).toEqual(['a', 'c', 0]);
  });
});
