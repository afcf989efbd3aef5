import { hash, submissionId } from '../../test/support/submissions.js';
import { InvalidInput } from '../platform/http/parse.js';
import { parse } from '../platform/http/parse.js';
import {
  announcementBody,
  comparisonBody,
  PAPER_REASONS,
  readReason,
  readSessionReason,
  wishBody,
} from './submission-wish.js';

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
      session: null,
    });
    const typed = `  ${hash('a').toUpperCase().match(/.{4}/g)!.join(' ')} `;
    expect(
      parse(announcementBody, body({ indienen: 'direct', vingerafdruk: typed, vervangt: submissionId(1) })),
    ).toMatchObject({
      direct: true,
      promised: { fingerprint: hash('a'), readBy: 'unsaid' },
      replaces: submissionId(1),
    });
  });

  it.each([
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
    expect(parse(wishBody, {})).toEqual({ statement: null, session: null });
    expect(parse(wishBody, { vervangt: null })).toMatchObject({ statement: null, replaces: null });
    expect(parse(wishBody, { vervangt: submissionId(3), reden: ' het PV is bij de notaris ' })).toMatchObject(
      {
        statement: { reason: 'het PV is bij de notaris' },
        replaces: submissionId(3),
      },
    );
  });

  it.each([
    [{ reden: '  ' }, ['/reden']],
    [{ reden: 'PV onderweg' }, ['/reden']],
    [{ wijktAf: false }, ['/wijktAf']],
    [{ zitting: 'oud' }, ['/zitting']],
    [{ zitting: 'zelfde' }, ['/zittingReden']],
    [{ zitting: 'zelfde', zittingReden: 'vergist' }, ['/zittingReden']],
    [{ zitting: 'nieuw', zittingReden: 'er is opnieuw geteld' }, ['/zittingReden']],
    [{ zittingReden: 'er is opnieuw geteld' }, ['/zittingReden']],
    [{ reden: 'x'.repeat(501) }, ['/reden']],
    [{ vingerafdruk: 12 }, ['/vingerafdruk']],
    [[], ['']],
  ])('%j is wrong at %j', (given, pointers) =>
    expect(pointersOf(() => parse(wishBody, given))).toEqual(pointers),
  );

  it('says in Dutch what is wrong with a reason', () => {
    expect(readReason('x'.repeat(501))).toEqual({ problem: 'De reden is hoogstens 500 tekens lang.' });
    expect(readReason('PV onderweg')).toEqual({
      problem: 'Geef een echte reden, in minstens 20 tekens, of kies er een uit de lijst.',
    });
    expect(readReason('de bode is nog onderweg')).toEqual({ reason: 'de bode is nog onderweg' });
    expect(readReason('onderweg')).toEqual({ reason: PAPER_REASONS.onderweg });
  });

  it('says who read the paper, or on purpose that it differs', () => {
    const read = { vingerafdruk: hash('a'), gelezenDoor: ' J. Jansen, PV van 18 maart ' };
    expect(parse(wishBody, read)).toMatchObject({
      statement: { fingerprint: hash('a'), readBy: { name: 'J. Jansen, PV van 18 maart' } },
    });
    expect(parse(wishBody, { wijktAf: true })).toMatchObject({ statement: { differs: true } });
  });

  it('says from which session a newer count is', () => {
    expect(parse(wishBody, { zitting: 'nieuw' })).toMatchObject({ session: { kind: 'new' } });
    const same = { zitting: 'zelfde', zittingReden: ' er stond een oude export op de stick ' };
    const session = { kind: 'same', reason: 'er stond een oude export op de stick' };
    expect(parse(wishBody, same)).toMatchObject({ session });
    expect(parse(announcementBody, body(same))).toMatchObject({ session });
    expect(readSessionReason('onderweg')).toEqual({
      problem: 'Geef een echte reden, in minstens 20 tekens.',
    });
  });
});

describe('what was read from the paper of what is delivered', () => {
  it('names the digits and who read them, or says that they differ', () => {
    expect(parse(comparisonBody, { vingerafdruk: hash('a'), gelezenDoor: 'J. Jansen' })).toEqual({
      fingerprint: hash('a'),
      readBy: { name: 'J. Jansen' },
    });
    expect(parse(comparisonBody, { wijktAf: true })).toEqual({ differs: true });
  });

  it.each([
    [{}, ['/vingerafdruk']],
    [{ vingerafdruk: hash('a') }, ['/vingerafdruk']],
    [{ gelezenDoor: 'J. Jansen' }, ['/vingerafdruk']],
    [{ vingerafdruk: hash('a'), gelezenDoor: ' ' }, ['/gelezenDoor']],
    [{ wijktAf: true, reden: 'x' }, ['']],
  ])('%j is wrong at %j', (given, pointers) =>
    expect(pointersOf(() => parse(comparisonBody, given))).toEqual(pointers),
  );
});
