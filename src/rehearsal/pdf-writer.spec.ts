import { writePdf } from './pdf-writer.js';

describe('a small PDF', () => {
  const lines = Array.from({ length: 100 }, (_, i) => `regel ${i} (haakje) \\ é € 😀`);
  const text = writePdf('Model P 2a', lines).toString('latin1');

  it('has a cross-reference table in which every offset is right', () => {
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1]);
    const table = text.slice(start);
    const size = Number(/^xref\n0 (\d+)\n0{10} 65535 f \n/.exec(table)![1]);
    const rows = [...table.matchAll(/^(\d{10}) 00000 n $/gm)];
    expect(rows).toHaveLength(size - 1);
    rows.forEach((row, i) => expect(text.slice(Number(row[1])).startsWith(`${i + 1} 0 obj\n`)).toBe(true));
    expect(table).toContain(`/Size ${size} `);
  });

  it('tells the true length of every stream', () => {
    const streams = [...text.matchAll(/<< \/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g)];
    expect(streams).toHaveLength(3);
    for (const [, length, body] of streams) expect(body).toHaveLength(Number(length));
  });

  it('escapes what PDF would read as syntax, and shows ? for what the font lacks', () => {
    expect(text).toContain('(regel 7 \\(haakje\\) \\\\ é ? ?) Tj');
  });

  it('is the same for the same lines', () => {
    expect(writePdf('Model P 2a', lines).toString('latin1')).toBe(text);
  });
});
