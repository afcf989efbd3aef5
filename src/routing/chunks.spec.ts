import { holdingLast, slice } from './chunks.js';

async function* of(...parts: string[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const part of parts) yield Buffer.from(part);
}

async function text(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

describe('a part of a stream', () => {
  it('is the same as a part of the whole, wherever the chunks end', async () => {
    for (let start = 0; start < 9; start++) {
      for (let end = start; end < 9; end++) {
        const expected = 'abcdefghi'.slice(start, end + 1);
        expect(await text(slice(of('abcd', 'e', 'fghi'), { start, end }))).toBe(expected);
      }
    }
  });

  it('stops reading when it has what it needs', async () => {
    let read = 0;
    async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
      for await (const chunk of of('ab', 'cd', 'ef')) {
        read += 1;
        yield chunk;
      }
    }
    await text(slice(counted(), { start: 1, end: 2 }));
    expect(read).toBe(2);
  });
});

describe('the last chunk', () => {
  it('leaves only after what must be recorded was recorded', async () => {
    const seen: string[] = [];
    for await (const chunk of holdingLast(of('a', 'b', 'c'), async () => void seen.push('recorded')))
      seen.push(Buffer.from(chunk).toString());
    expect(seen).toEqual(['a', 'b', 'recorded', 'c']);
  });

  it('never leaves when that fails', async () => {
    const seen: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const chunk of holdingLast(of('a', 'b'), () => Promise.reject(new Error('disk'))))
        seen.push(Buffer.from(chunk).toString());
    };
    await expect(reading()).rejects.toThrow('disk');
    expect(seen).toEqual(['a']);
  });

  it('records nothing when the receiver leaves', async () => {
    let recorded = false;
    for await (const chunk of holdingLast(of('a', 'b', 'c'), async () => void (recorded = true))) {
      expect(Buffer.from(chunk).toString()).toBe('a');
      break;
    }
    expect(recorded).toBe(false);
  });

  it('an empty file is recorded too', async () => {
    let recorded = false;
    expect(await text(holdingLast(of(), async () => void (recorded = true)))).toBe('');
    expect(recorded).toBe(true);
  });
});
