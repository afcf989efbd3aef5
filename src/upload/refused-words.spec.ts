import { CHOSE } from '../kernel/recognise-file.js';
import { planElection } from '../elections/election.js';
import { aDefinition, aRegion } from '../../test/support/definition.js';
import { CATALOGUE, CHECK_CODES } from '../verify/checks/catalogue.js';
import { OTHER_KEY } from '../verify/checks/signature.js';
import type { Verdict } from '../verify/verdict.js';
import { explainRefusal, firstRefusal, REFUSED } from './refused-words.js';

const three = { category: 'KIESKRING', number: 3 } as const;
const plan = planElection(
  aDefinition({
    regions: [
      aRegion('STAAT', null, 'Nederland'),
      aRegion('KIESKRING', 3, 'Amersfoort', { category: 'STAAT', number: null }),
      aRegion('GEMEENTE', 307, 'Amersfoort', three),
      aRegion('GEMEENTE', 308, 'Baarn', three),
    ],
  }),
);
const sender = { level: 'GSB', code: '0307' } as const;

function refusedBy(checks: Readonly<Record<string, string>>, facts: Partial<Verdict> = {}): Verdict {
  return {
    catalogue: 2,
    verdict: 'refused',
    fingerprint: null,
    type: '510b',
    election: 'TK2027',
    committee: sender,
    created: null,
    figures: null,
    keyId: null,
    pair: null,
    attachments: [],
    checks: Object.entries(checks).map(([code, detail]) => ({
      code,
      result: 'refuse',
      detail,
      place: null,
      more: [],
    })),
    ...facts,
  };
}

const words = (verdict: Verdict) => {
  const { headline, action } = explainRefusal(verdict, plan, sender);
  return `${headline} ${action}`;
};

describe('why a file was refused', () => {
  it('is said of every check that can refuse, and of no other', () => {
    const refusing = CHECK_CODES.filter((code) =>
      (CATALOGUE[code].outcomes as readonly string[]).includes('refuse'),
    );
    expect(Object.keys(REFUSED).sort()).toEqual([...refusing].sort());
  });

  it('another municipality, by the name that the election has for it', () => {
    const baarn = refusedBy(
      { 'signature.verifies': OTHER_KEY, 'identity.committee': 'Dit is het bestand van Kwaad (0308).' },
      { committee: { level: 'GSB', code: '0308' } },
    );
    expect(words(baarn)).toBe(
      'Dit is het bestand van Baarn. U werkt voor Amersfoort. Kies het bestand van uw eigen stembureau.',
    );
    const unknown = { ...baarn, committee: { level: 'GSB', code: '1999' } as const };
    expect(words(unknown)).toContain('Dit is het bestand van 1999. U werkt voor Amersfoort.');
  });

  it('another election, in words', () => {
    const checks = { 'identity.election': 'x', 'identity.committee': 'x' };
    expect(words(refusedBy(checks, { election: 'GR2026_Baarn' }))).toBe(
      'Dit bestand is van de gemeenteraadsverkiezing. U werkt nu voor de Tweede Kamer. Kies het goede bestand.',
    );
    expect(words(refusedBy(checks, { election: 'TK2025' }))).toContain('Tweede Kamerverkiezing TK2025');
  });

  it('changed after signing, or signed with another key', () => {
    expect(words(refusedBy({ 'signature.verifies': 'veranderd' }))).toMatch(
      /^Het bestand is veranderd na het ondertekenen\. Exporteer/,
    );
    expect(words(refusedBy({ 'signature.verifies': OTHER_KEY }))).toMatch(
      /^Het bestand is ondertekend met een andere sleutel dan die van uw stembureau\. Onderteken met/,
    );
  });

  it('damaged on the way, or something else than a ZIP', () => {
    expect(words(refusedBy({ 'container.sound': 'De inhoudsopgave is beschadigd.' }))).toMatch(
      /onderweg beschadigd.*Verstuur het bestand opnieuw/,
    );
    expect(
      words(refusedBy({ 'container.sound': 'U koos een PDF. Kies het ZIP-bestand uit OSV of Abacus.' })),
    ).toBe('U koos een PDF. Kies het ZIP-bestand uit OSV of Abacus.');
    const scan = 'Een bestand in het ZIP is te groot. Maak de scan kleiner dan 256 MB.';
    expect(words(refusedBy({ 'container.limits': scan }))).toBe(scan);
    expect(words(refusedBy({ 'container.contents': CHOSE.count }))).toBe(CHOSE.count);
  });

  it('by a check that is no more: what it said itself', () =>
    expect(explainRefusal(refusedBy({ 'old.check': 'Zo was het.' }), plan, sender)).toMatchObject({
      code: 'old.check',
      headline: 'Zo was het.',
    }));

  it('names the most telling check', () => {
    expect(firstRefusal(refusedBy({ 'signature.verifies': '', 'identity.election': '' }))).toBe(
      'identity.election',
    );
    expect(firstRefusal(refusedBy({}))).toBeNull();
  });
});

it('a check’s number is its own, and says its paragraph', () => {
  const numbers = CHECK_CODES.map((code) => CATALOGUE[code].number);
  expect(new Set(numbers).size).toBe(CHECK_CODES.length);
  expect(numbers.every((number) => number > 10 && number < 100)).toBe(true);
});
