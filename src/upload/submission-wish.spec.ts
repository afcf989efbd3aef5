import { hash, submissionId } from '../../test/support/submissions.js';
import { InvalidInput } from '../platform/http/parse.js';
import { parse } from '../platform/http/parse.js';
import { announcementBody, readReason, wishBody } from './submission-wish.js';

const body = (given: Record<string, unknown> = {}) => ({
  verkiezing: 'TK2027',
  bestanden: [{ naam: 'a.zip', grootte: 10 }],
  ...given,
});

function pointersOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof InvalidInput) return error.errors.map(({ pointer }) => pointer).sort();
    throw error;
  }
  return [];
}

describe('an announcement', () => {
  it('is read as it was meant', () => {
    expect(parse(announcementBody, body())).toEqual({
      election: 'TK2027',
      files: [{ name: 'a.zip', size: 10, sha256: null }],
      replaces: null,
      direct: false,
      promised: null,
    });
    const typed = `  ${hash('a').toUpperCase().match(/.{4}/g)!.join(' ')} `;
    expect(
      parse(announcementBody, body({ indienen: 'direct', vingerafdruk: typed, vervangt: submissionId(1) })),
    ).toMatchObject({
      direct: true,
      promised: { fingerprint: hash('a') },
      replaces: submissionId(1),
    });
  });

  it.each([
    [body({ indienen: 'direct' }), ['/vingerafdruk']],
    [body({ indienen: 'later' }), ['/indienen']],
    [body({ vingerafdruk: hash('a').slice(1) }), ['/vingerafdruk']],
    [body({ vingerafdruk: hash('a'), reden: 'x' }), ['/reden']],
    [body({ reden: 'a\nb' }), ['/reden']],
    [body({ onbekend: 1 }), ['']],
    [body({ bestanden: [{ naam: 'a\ud800', grootte: 10 }] }), ['/bestanden/0/naam']],
    [body({ bestanden: [{ naam: 'a', grootte: 1, hash: 'x' }] }), ['/bestanden/0']],
    [body({ bestanden: [{ naam: 'a', grootte: 1, sha256: 'x' }] }), ['/bestanden/0/sha256']],
    [body({ bestanden: Array(3).fill({ naam: 'a', grootte: 1 }) }), ['/bestanden']],
    [null, ['']],
  ])('of %j is wrong at %j', (given, pointers) =>
    expect(pointersOf(() => parse(announcementBody, given))).toEqual(pointers),
  );
});

describe('the word to deliver', () => {
  it('may say nothing, and tells naming nothing from leaving it as announced', () => {
    expect(parse(wishBody, {})).toEqual({ statement: null });
    expect(parse(wishBody, { vervangt: null })).toEqual({ statement: null, replaces: null });
    expect(parse(wishBody, { vervangt: submissionId(3), reden: ' PV weg ' })).toEqual({
      statement: { reason: 'PV weg' },
      replaces: submissionId(3),
    });
  });

  it.each([
    [{ reden: '  ' }, ['/reden']],
    [{ reden: 'x'.repeat(501) }, ['/reden']],
    [{ vingerafdruk: 12 }, ['/vingerafdruk']],
    [[], ['']],
  ])('%j is wrong at %j', (given, pointers) =>
    expect(pointersOf(() => parse(wishBody, given))).toEqual(pointers),
  );

  it('says in Dutch what is wrong with a reason', () => {
    expect(readReason('x'.repeat(501))).toEqual({ problem: 'De reden is hoogstens 500 tekens lang.' });
    expect(readReason('de bode is onderweg')).toEqual({ reason: 'de bode is onderweg' });
  });
});
