import { Readable } from 'node:stream';
import { readBody, readUpTo } from './read-body.js';

const stream = (...pieces: string[]) => Readable.from(pieces.map((piece) => Buffer.from(piece)));

describe('readUpTo', () => {
  it('gives all bytes up to and including the limit', async () => {
    expect(Buffer.from((await readUpTo(stream('ab', 'cd'), 4))!).toString()).toBe('abcd');
    expect(await readUpTo(stream(), 4)).toHaveLength(0);
  });

  it('gives nothing above the limit, and reads to the end all the same', async () => {
    const bytes = stream('ab', 'cd', 'e');
    expect(await readUpTo(bytes, 4)).toBeNull();
    expect(bytes.readableEnded).toBe(true);
  });
});

describe('readBody', () => {
  it('gives the bytes of a stream', async () => {
    expect(Buffer.from(await readBody(stream('a', 'b'), 2)).toString()).toBe('ab');
  });

  it('refuses what was parsed as something else', async () => {
    await expect(readBody({ a: 1 }, 9)).rejects.toMatchObject({ code: 'request.unsupportedType' });
    await expect(readBody(undefined, 9)).rejects.toMatchObject({ code: 'request.unsupportedType' });
  });

  it('refuses a body above the limit at once, and leaves its connection whole', async () => {
    const body = stream('abc', 'd', 'e');
    await expect(readBody(body, 3)).rejects.toMatchObject({ code: 'request.tooLarge' });
    expect(body.destroyed).toBe(false);
  });
});
