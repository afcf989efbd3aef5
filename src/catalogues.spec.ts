import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogues } from './catalogues.js';

const ROOT = path.resolve(__dirname, '..');
const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');

describe('the catalogues in docs', () => {
  it.each(Object.entries(catalogues()))('%s says what the code says', (name, text) => {
    expect(read(`docs/${name}`)).toBe(text);
  });
});

describe('what is written by hand', () => {
  const pages = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter(
    (name) => name.endsWith('.md'),
  );

  it.each(pages)('%s links only to what is there', (name) => {
    const links = [...read(name).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, to]) => to!);
    expect(links.filter((to) => !existsSync(path.join(ROOT, path.dirname(name), to)))).toEqual([]);
  });

  it('names every setting there is, and no other', () => {
    const settings = [...read('src/config.ts').matchAll(/^ {4}([A-Z][A-Z_]+):/gm)].map(([, name]) => name!);
    const told = [...read('docs/operations.md').matchAll(/^\| `([A-Z][A-Z_]+)` /gm)].map(([, name]) => name!);
    expect(settings.length).toBeGreaterThan(10);
    expect(told.sort()).toEqual(settings.sort());
  });
});
