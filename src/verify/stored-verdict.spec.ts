import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { judge, pack } from '../../test/support/small-package.js';
import { comparePaper, judgeOrder, withdrawKeys } from './amend.js';
import { CATALOGUE_VERSION, CHECK_CODES, checkTitle } from './checks/catalogue.js';
import { readStoredStations, readStoredVerdict, storable } from './stored-verdict.js';
import { identityOf } from './verdict.js';

const FOLDER = path.resolve(__dirname, '../../test/fixtures/verdicts');
const kept = (version: number): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(FOLDER, `${version}.json`), 'utf8')) as Record<string, unknown>;
const versions = Array.from({ length: CATALOGUE_VERSION }, (_, i) => i + 1);

describe('verdicts that are kept', () => {
  it('of every version that was released stand in the fixtures', () =>
    expect(readdirSync(FOLDER).sort()).toEqual(versions.map((version) => `${version}.json`)));

  it.each(versions)('of version %i are read as they were made', (version) => {
    for (const [name, json] of Object.entries(kept(version))) {
      const read = readStoredVerdict(json);
      expect([name, read]).toEqual([name, { catalogue: version, figures: null, ...(json as object) }]);
      expect(read.verdict).toBe(name === 'refused' ? 'refused' : 'accepted');
    }
  });

  it.each(versions)('of version %i can still be delivered', (version) => {
    const { accepted, nothing } = kept(version);
    const waiting = readStoredVerdict(accepted);
    const compared = comparePaper(waiting, { reason: 'het papier is onderweg' });
    const history = {
      current: null,
      counted: true,
      barred: false,
      superseded: [],
      replaces: null,
      session: null,
    };
    const at = { ...history, receivedAt: '2022-03-17T02:00:00.000Z' };
    const judged = judgeOrder(withdrawKeys(compared, [waiting.keyId!]), at);
    expect(judged.verdict).toBe('accepted');
    expect(judged.checks.map(({ code }) => code)).toEqual(waiting.checks.map(({ code }) => code));
    expect(identityOf(readStoredVerdict(nothing))).toMatch(/^[0-9a-f]{64}$/);
  });

  it('have the checks of this version exactly when they are of it: another list is another version', () => {
    const codes = (json: unknown) => readStoredVerdict(json).checks.map(({ code }) => code);
    for (const json of Object.values(kept(CATALOGUE_VERSION))) expect(codes(json)).toEqual(CHECK_CODES);
  });

  it('miss a check that was added since, and keep one that is no longer made', () => {
    const { accepted } = kept(1);
    const { checks } = readStoredVerdict(accepted);
    const older = { ...(accepted as object), checks: checks.filter(({ code }) => code !== 'order.clock') };
    const gone = { ...checks[0]!, code: 'container.vroeger' };
    const read = readStoredVerdict({ ...older, checks: [...older.checks, gone] });
    const compared = comparePaper(read, { reason: 'x' });
    expect(compared.verdict).toBe('accepted');
    expect(compared.checks.map(({ code }) => code)).not.toContain('order.clock');
    expect(compared.checks.at(-1)).toEqual(gone);
    expect(checkTitle(gone.code)).toBe('Controle container.vroeger');
    expect(checkTitle('order.clock')).toBe('De aanmaaktijd in het bestand is aannemelijk');
  });

  it('survive the way through JSON', async () => {
    const verdict = await judge(pack());
    const { stations, ...rest } = verdict;
    const through = (value: unknown) => JSON.parse(JSON.stringify(value)) as object;
    const kept = through(storable(verdict));
    expect(kept).not.toHaveProperty('figures');
    expect(kept).not.toHaveProperty('stations');
    expect(readStoredVerdict(kept, through(rest.figures))).toEqual(rest);
    expect(readStoredStations(through(stations))).toEqual(stations);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['another thing', { verdict: 'accepted' }],
    ['an unknown outcome', { ...(kept(1)['accepted'] as object), verdict: 'goed' }],
    ['a fingerprint that is none', { ...(kept(1)['accepted'] as object), fingerprint: 'abc' }],
    ['an unknown type', { ...(kept(1)['accepted'] as object), type: '230c' }],
  ])('are damage when they are %s', (_, json) => expect(() => readStoredVerdict(json)).toThrow());
});
