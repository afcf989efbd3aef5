import { LEVELS } from '../kernel/committee.js';
import { askingArticle, asks } from './words.js';

describe('asking for a file', () => {
  it('has an article from the HSB and the CSB to a GSB alone', () => {
    const found = LEVELS.flatMap((by) =>
      LEVELS.flatMap((asked) => {
        const article = askingArticle(by, asked);
        return article === null ? [] : [`${by} ${asked} ${article}`];
      }),
    );
    expect(found).toEqual(['HSB GSB O 2', 'CSB GSB P 1c lid 2']);
  });

  it('is done by the HSB and the CSB, with or without one', () =>
    expect(LEVELS.filter(asks)).toEqual(['HSB', 'CSB']));
});
