import { UPLOAD_REFUSALS } from './refusals.js';
import { bytesWords } from './words.js';

describe('words for people', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1234567, '1.234.567 bytes'],
  ])('writes %d as %s', (bytes, words) => expect(bytesWords(bytes)).toBe(words));

  it('says in every refusal what happened and what to do', () => {
    for (const [code, { title, detail }] of Object.entries(UPLOAD_REFUSALS))
      expect([code, title.length <= 60, detail.length > 40]).toEqual([code, true, true]);
  });
});
