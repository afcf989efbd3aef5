import { planElection } from '../elections/election.js';
import { hash } from '../../test/support/submissions.js';
import { aDefinition } from '../../test/support/definition.js';
import { agendaLines, type AgendaFacts } from './agenda-lines.js';
import type { SubmissionList } from './list-submissions.js';
import type { Submission } from './submission.js';

const plan = planElection(aDefinition());
const now = new Date('2027-03-18T03:00:00Z');
const verdict = { type: '510b', verdict: 'accepted', fingerprint: hash('a'), checks: [] };
const paper = { compared: true, by: null };
const refusedVerdict = {
  type: '510b',
  verdict: 'refused',
  checks: [{ code: 'xml.encoding', result: 'refuse', detail: '', place: null, more: [] }],
};
const base = { id: 'x', number: 34, createdAt: new Date('2026-11-26T12:00:00Z'), files: [] };
const made = (facts: object) => ({ ...base, ...facts }) as unknown as Submission;
const judged = made({ state: 'judged', verdict, judgedAt: now });
const refused = made({ state: 'refused', verdict: refusedVerdict, judgedAt: now });
const delivered = made({ state: 'delivered', verdict, paper, message: '510b', deliveredAt: now });
const missing = { message: '510b', law: 'Na 32 lid 3', state: { state: 'missing' } } as const;

function titles(
  submissions: readonly Submission[],
  facts: Partial<AgendaFacts> = {},
  current: object[] = [],
) {
  const state = current.length === 0 ? { state: 'missing' } : { state: 'received' };
  const list = {
    plan,
    electionDate: '2027-03-17',
    paperAsked: true,
    opens: null,
    duties: [{ ...missing, state }],
    current,
    submissions,
  } as unknown as SubmissionList;
  return agendaLines({ list, personId: 'a', canSign: true, reached: new Map(), ...facts }, now);
}

describe('what a committee is told to do', () => {
  it('to wait until the real lane opens, and no longer', () => {
    const list = {
      ...{ plan, electionDate: '2027-03-17', duties: [missing], current: [], submissions: [] },
      opens: new Date('2027-03-17T20:00:00Z'),
    } as unknown as SubmissionList;
    const told = (at: Date | null) =>
      agendaLines({ list: { ...list, opens: at }, personId: 'a', canSign: true, reached: new Map() }, now)[0];
    expect(told(list.opens)).toMatchObject({
      urgency: 'waiting',
      link: null,
      when: 'vanaf wo 17 mrt 2027 21:00',
    });
    expect(told(null)).toMatchObject({ urgency: 'todo', link: { href: '/leveringen/nieuw' } });
  });

  it('finish what was checked and not yet handed in, and then nothing else for that file', () =>
    expect(titles([judged]).map(({ title }) => title)).toEqual([
      'U bent nog niet klaar: dien 2026-000034 in',
    ]));

  it('what to do about a refusal, until something newer was sent', () => {
    expect(titles([refused])[0]!.title).toBe(
      'Geweigerd: Verstuur het bestand opnieuw. Lukt het weer niet? Exporteer het dan opnieuw uit OSV of Abacus.',
    );
    expect(titles([judged, refused]).map(({ urgency }) => urgency)).toEqual(['begun']);
  });

  it('compare what was handed in before its paper was at hand, unless it is known to differ', () => {
    const reason = 'Het proces-verbaal is onderweg.';
    const told = (kept: object) =>
      titles([], {}, [{ ...delivered, paper: { compared: false, reason, by: null, ...kept } }]);
    expect(told({})[0]).toMatchObject({
      urgency: 'todo',
      title: 'Vergelijk 2026-000034 nog met het papier',
      link: { href: '/leveringen/x#vergelijken' },
    });
    expect(told({ later: 'differs' })).toHaveLength(1);
  });

  it('a refusal beside a delivery that stands is news for a day', () => {
    const old = made({
      state: 'refused',
      verdict: refusedVerdict,
      judgedAt: new Date('2027-03-16T00:00:00Z'),
    });
    const kinds = (newest: Submission) =>
      titles([newest, delivered], {}, [delivered]).map(({ urgency }) => urgency);
    expect(kinds(refused)).toEqual(['refused', 'done']);
    expect(kinds(old)).toEqual(['done']);
  });

  it('deliver, from the vote on, and only with a key', () => {
    expect(titles([])[0]).toMatchObject({
      urgency: 'todo',
      when: 'na de stemming op woensdag 17 maart 2027',
      link: { href: '/leveringen/nieuw' },
    });
    expect(titles([], { canSign: false })[0]).toMatchObject({ urgency: 'waiting', link: null });
  });

  it('nothing more here once it is handed in: who fetched it, and now the paper', () => {
    const at = (level: string, fetchedAt: Date | null) => ({ committee: { level, code: 'x' }, fetchedAt });
    const reached = [at('HSB', new Date('2027-03-18T01:14:00Z')), at('CSB', null), at('MAYOR', null)];
    const [line] = titles([delivered], { reached: new Map([['x', reached]]) as never }, [delivered]);
    expect(line!.text).toBe(
      'HSB haalde op om 02:14, CSB en de burgemeester nog niet. Nu het papieren proces-verbaal.',
    );
    const yesterday = [at('HSB', new Date('2027-03-17T20:14:00Z'))];
    const [older] = titles([delivered], { reached: new Map([['x', yesterday]]) as never }, [delivered]);
    expect(older!.text).toContain('haalde op: wo 17 mrt 2027 21:14');
  });
});
