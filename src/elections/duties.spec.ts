import { aCouncilDefinition, aDefinition, aRegion } from '../../test/support/definition.js';
import { committeeKey, type CommitteeRef } from '../kernel/committee.js';
import { sha256 } from '../kernel/fingerprint.js';
import {
  dutiesOf,
  dutyState,
  standingExemptions,
  type Delivered,
  type Duty,
  type Exemption,
  type ExemptionReason,
} from './duties.js';
import { planElection } from './election.js';
import { defaultSettings } from './settings.js';

const GSB: CommitteeRef = { level: 'GSB', code: '0505' };
const duty: Duty = { committee: GSB, message: '510b', law: 'Na 32 lid 3' };
const A = sha256('a'.repeat(64));
const B = sha256('b'.repeat(64));
const NOW = '2027-03-18T12:00:00Z';
const at = (hour: number): string => `2027-03-17T${String(hour).padStart(2, '0')}:00:00Z`;

const file = (hour: number, fingerprint = A, over: Partial<Delivered> = {}): Delivered => ({
  committee: GSB,
  message: '510b',
  at: at(hour),
  fingerprint,
  ...over,
});
const exempt = (reason: ExemptionReason, since: number, over: Partial<Exemption> = {}): Exemption => ({
  committee: GSB,
  reason,
  since: at(since),
  until: null,
  ...over,
});

describe('who must deliver what', () => {
  it('in a Tweede Kamer', () => {
    const lines = dutiesOf(planElection(aDefinition())).map(
      (d) => `${committeeKey(d.committee)} ${d.message} ${d.law}`,
    );
    expect(lines).toEqual([
      'CSB:CSB 510d P 23 lid 3',
      'CSB:CSB 520 P 23 lid 3',
      'HSB:HSB12 510c O 10 lid 2',
      'HSB:HSB14 510c O 10 lid 2',
      'HSB:HSB20 510c O 10 lid 2',
      'GSB:0518 510b Na 32 lid 3',
      'GSB:0505 510b Na 32 lid 3',
      'GSB:0037 510b Na 32 lid 3',
      'SOL:9001 510b Na 32 lid 3',
      'NBSB:0998 510b O 21 lid 3',
    ]);
  });

  it('in a gemeenteraad and in the Eerste Kamer', () => {
    const lines = (plan: ReturnType<typeof planElection>): string[] =>
      dutiesOf(plan).map((d) => `${d.committee.level} ${d.message} ${d.law}`);
    expect(lines(planElection(aCouncilDefinition()))).toEqual([
      'CSB 510d P 23 lid 3',
      'CSB 520 P 23 lid 3',
      'GSB 510b Na 32 lid 3',
    ]);
    expect(lines(planElection(aDefinition({ id: 'EK2027', category: 'EK', subcategory: 'EK' })))).toEqual([
      'CSB 510d Q 7',
      'CSB 520 Q 7',
    ]);
  });
});

describe('how a duty stands', () => {
  it('is missing until a file comes, whatever others deliver', () => {
    expect(dutyState(duty, [], [], NOW)).toEqual({ state: 'missing' });
    const others = [
      file(20, A, { committee: { level: 'GSB', code: '0037' } }),
      file(20, A, { committee: { level: 'MAYOR', code: '0505' } }),
      file(20, A, { message: '510c' }),
    ];
    expect(dutyState(duty, others, [], NOW)).toEqual({ state: 'missing' });
  });

  it('is received with the first file, also when its bytes come again', () => {
    const received = { state: 'received', at: at(20), fingerprint: A };
    expect(dutyState(duty, [file(20)], [], NOW)).toEqual(received);
    expect(dutyState(duty, [file(22), file(20)], [], NOW)).toEqual(received);
  });

  it('is corrected with another file; the newest counts, in any order', () => {
    const corrected = { state: 'corrected', at: at(23), fingerprint: B, versions: 2 };
    expect(dutyState(duty, [file(20), file(23, B)], [], NOW)).toEqual(corrected);
    expect(dutyState(duty, [file(23, B), file(20)], [], NOW)).toEqual(corrected);
  });

  it('does not change by a P 2a alone', () => {
    const nothingCorrected: Delivered = { committee: GSB, message: 'P2a', at: at(23), fingerprint: null };
    expect(dutyState(duty, [nothingCorrected], [], NOW)).toEqual({ state: 'missing' });
    expect(dutyState(duty, [file(20), nothingCorrected], [], NOW)).toMatchObject({ state: 'received' });
  });

  it('knows nothing of what comes after the moment asked about', () => {
    expect(dutyState(duty, [file(20)], [], at(19))).toEqual({ state: 'missing' });
    expect(dutyState(duty, [], [exempt('interrupted', 20)], at(19))).toEqual({ state: 'missing' });
  });
});

describe('a file that is not due', () => {
  it.each([
    ['GSB', '510b', 'setAside', 'Na 27'],
    ['SOL', '510b', 'setAside', 'Na 27'],
    ['HSB', '510c', 'setAside', 'O 6'],
    ['NBSB', '510b', 'setAside', 'O 17'],
    ['CSB', '520', 'setAside', 'P 20b'],
    ['GSB', '510b', 'interrupted', 'Ea 13'],
    ['CSB', '510d', 'interrupted', 'Ea 13'],
    ['SOL', '510b', 'islandNotTakingPart', 'Ya 3b lid 2'],
  ] as const)('%s %s, %s: %s', (level, message, reason, law) => {
    const committee = { level, code: 'X' };
    const state = dutyState({ committee, message, law: '' }, [], [exempt(reason, 20, { committee })], NOW);
    expect(state).toEqual({ state: 'notDue', reason, law, since: at(20) });
  });

  it('is due again when the interruption ends', () => {
    const ended = exempt('interrupted', 18, { until: at(20) });
    expect(dutyState(duty, [], [ended], at(19))).toMatchObject({ state: 'notDue' });
    expect(dutyState(duty, [], [ended], at(20))).toEqual({ state: 'missing' });
  });

  it('is not undone by an interruption once it was received', () => {
    expect(dutyState(duty, [file(18)], [exempt('interrupted', 20)], NOW)).toMatchObject({
      state: 'received',
    });
  });

  it('counts no longer once set aside, until a new one comes after that', () => {
    const aside = exempt('setAside', 20);
    expect(dutyState(duty, [file(18)], [aside], NOW)).toMatchObject({ state: 'notDue', law: 'Na 27' });
    expect(dutyState(duty, [file(18), file(22, B)], [aside], NOW)).toEqual({
      state: 'received',
      at: at(22),
      fingerprint: B,
    });
  });

  it('has the reason that came last, with setting aside before all', () => {
    const both = [exempt('interrupted', 22), exempt('setAside', 20)];
    expect(dutyState(duty, [], both, NOW)).toMatchObject({ reason: 'setAside' });
    const two = [exempt('interrupted', 22), exempt('interrupted', 20)];
    expect(dutyState(duty, [], two, NOW)).toMatchObject({ since: at(22) });
  });

  it('is not that of another committee', () => {
    const other = exempt('interrupted', 20, { committee: { level: 'GSB', code: '0037' } });
    expect(dutyState(duty, [], [other], NOW)).toEqual({ state: 'missing' });
  });
});

describe('islands that do not use the software', () => {
  const sol: Duty = { committee: { level: 'SOL', code: '9001' }, message: '510b', law: 'Na 32 lid 3' };

  it('owe nothing from the start; those that do owe their file', () => {
    const absent = standingExemptions(planElection(aDefinition()));
    expect(dutyState(sol, [], absent, NOW)).toEqual({
      state: 'notDue',
      reason: 'islandNotTakingPart',
      law: 'Ya 3b lid 2',
      since: null,
    });
    const settings = { ...defaultSettings(aDefinition()), islands: ['9001' as const] };
    expect(standingExemptions(planElection(aDefinition(), settings))).toEqual([]);
  });

  it('free the central committee of their own council too', () => {
    const plan = planElection(
      aDefinition({ category: 'ER', subcategory: 'ER1', regions: [aRegion('GEMEENTE', 9001, 'Bonaire')] }),
    );
    expect(standingExemptions(plan).map((e) => e.committee.level)).toEqual(['CSB', 'SOL']);
  });
});
