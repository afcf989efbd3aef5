import { UPLOAD_REFUSALS } from './refusals.js';

describe('words for people', () => {
  it('says in every refusal what happened and what to do', () => {
    for (const [code, { title, detail }] of Object.entries(UPLOAD_REFUSALS))
      expect([code, title.length <= 60, detail.length > 40]).toEqual([code, true, true]);
  });
});
