import { CHECK_CODES } from '../verify/checks/catalogue.js';
import { UPLOAD_REFUSALS } from './refusals.js';
import { adviceFor, bytesWords } from './words.js';

describe('words for people', () => {
  it('knows what to do for every check there is', () => {
    for (const code of CHECK_CODES) expect([code, adviceFor(code).length > 40]).toEqual([code, true]);
    expect(adviceFor('signature.key')).not.toBe(adviceFor('signature.format'));
  });

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
