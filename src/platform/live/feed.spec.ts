import { Feed, stateOf, wholePage, type Part } from './feed.js';

let drawn: string[] = [];
const parts = (facts: Readonly<Record<string, string>>): readonly Part[] =>
  Object.entries(facts).map(([id, text]) => ({
    id,
    facts: text,
    draw: () => {
      drawn.push(id);
      return `<p id="${id}">${text}</p>`;
    },
  }));

describe('what changes of a page that many have open', () => {
  let feed: Feed;
  beforeEach(() => {
    drawn = [];
    feed = new Feed();
    feed.take(parts({ a: '1', b: '1' }));
  });

  it('is drawn once for all who have the same, and nothing before somebody must have it', () => {
    const first = feed.state!;
    expect(drawn).toEqual([]);
    expect(feed.take(parts({ a: '2', b: '1' }))).toBe(true);
    expect([feed.since(first), feed.since(first)]).toEqual(['<p id="a">2</p>', '<p id="a">2</p>']);
    expect(drawn).toEqual(['a']);
    expect(feed.since(feed.state!)).toBe('');
  });

  it('is all of it for who was away, each part once', () => {
    const first = feed.state!;
    feed.take(parts({ a: '2', b: '1' }));
    const second = feed.state!;
    feed.take(parts({ a: '2', b: '2' }));
    expect(feed.since(first)).toBe('<p id="a">2</p><p id="b">2</p>');
    expect(feed.since(second)).toBe('<p id="b">2</p>');
    expect(drawn).toEqual(['a', 'b']);
  });

  it('is nothing when the facts are the same, and something when they come back to what they were', () => {
    const first = feed.state!;
    expect(feed.take(parts({ a: '1', b: '1' }))).toBe(false);
    feed.take(parts({ a: '2', b: '1' }));
    const second = feed.state!;
    feed.take(parts({ a: '1', b: '1' }));
    expect(feed.state).toBe(first);
    expect([feed.since(first), feed.since(second)]).toEqual(['', '<p id="a">1</p>']);
  });

  it('cannot be told to who has a state that is not known, was long ago, or of other parts', () => {
    const first = feed.state!;
    expect(feed.since('onzin')).toBeNull();
    for (let i = 0; i < 501; i += 1) feed.take(parts({ a: `x${i}`, b: '1' }));
    expect(feed.since(first)).toBeNull();
    const last = feed.state!;
    feed.take(parts({ a: 'x500', b: '1', c: '1' }));
    expect(feed.since(last)).toBeNull();
  });

  it('has a state that is the same wherever it is worked out', () =>
    expect(stateOf(parts({ a: '1', b: '1' }))).toBe(feed.state));

  it('is looked at anew, of a page that has no parts', () => {
    feed.take(wholePage({ a: 1 }));
    const first = feed.state!;
    expect([feed.take(wholePage({ a: 1 })), feed.since(first)]).toEqual([false, '']);
    expect([feed.take(wholePage({ a: 2 })), feed.since(first)]).toEqual([true, null]);
  });
});
