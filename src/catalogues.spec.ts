import { readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogues } from './catalogues.js';

describe('the catalogues in docs', () => {
  it.each(Object.entries(catalogues()))('%s says what the code says', (name, text) => {
    expect(readFileSync(path.join(__dirname, '../docs', name), 'utf8')).toBe(text);
  });
});
