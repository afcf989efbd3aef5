import { Readable } from 'node:stream';
import { linesOf } from './lines.js';

async function read(chunks: readonly string[], most?: number): Promise<(string | null)[]> {
  const lines: (string | null)[] = [];
  for await (const line of linesOf(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), most))
    lines.push(line);
  return lines;
}

describe('the lines of a batch', () => {
  it.each<[string, string[], (string | null)[]]>([
    ['whole', ['a\nb\n'], ['a', 'b']],
    ['without a last end', ['a\nb'], ['a', 'b']],
    ['in pieces', ['a', 'b\nc', '\n', 'd'], ['ab', 'c', 'd']],
    ['with CR LF and a byte order mark', ['\ufeffa\r\n', '\r\nb'], ['a', '', 'b']],
    ['of nothing', [], []],
    ['too long, wherever it is cut', ['1234567', '890', '1\nkort\n', '123456789012\n'], [null, 'kort', null]],
    ['just not too long', ['1234567890\n'], ['1234567890']],
  ])('are read: %s', async (_, chunks, lines) => expect(await read(chunks, 10)).toEqual(lines));

  it('keep nothing of one that is too long', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const input = Readable.from(
      (function* () {
        for (let i = 0; i < 512; i++) yield chunk;
      })(),
    );
    const lines: unknown[] = [];
    for await (const line of linesOf(input)) lines.push(line);
    expect(lines).toEqual([null]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });
});
