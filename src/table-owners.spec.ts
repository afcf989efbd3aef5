import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Whose each table is: only that room names it, others call its exported functions or hear its events. */
const OWNERS: Readonly<Record<string, string>> = {
  election: 'elections',
  committee: 'elections',
  exemption: 'elections',
  person: 'identity',
  hat: 'identity',
  session: 'identity',
  access_token: 'identity',
  passkey: 'identity',
  invitation: 'identity',
  challenge: 'identity',
  committee_key: 'keys',
  submission: 'upload',
  submission_file: 'upload',
  delivery: 'routing',
  delivery_mark: 'routing',
  delivery_request: 'routing',
  notice: 'notify',
  outbox: 'platform',
  audit_event: 'audit',
  flood_count: 'audit',
};

/** Where it is not so yet, each a debt: nothing may be added. */
const DEBTS = [
  'identity/people.store.ts: committee',
  'identity/people.store.ts: election',
  'identity/person.store.ts: committee',
  'identity/person.store.ts: election',
  'notify/notice.store.ts: delivery',
  'notify/notice.store.ts: delivery_request',
  'notify/notice.store.ts: submission',
  'routing/board.store.ts: committee_key',
  'routing/board.store.ts: submission',
  'routing/delivery.store.ts: submission',
  'upload/receipt.store.ts: delivery',
];

const SRC = path.resolve(__dirname);
const camel = (table: string) => table.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : sources(full);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.spec.') ? [full] : [];
  });
}

/** Whether a source asks for this table: by Prisma's name of it, or in SQL. */
function names(text: string, table: string): boolean {
  return new RegExp(
    `\\b(?:tx|read|client|reader)\\.${camel(table)}\\.|\\b(?:FROM|JOIN|UPDATE|INTO)\\s+"?${table}"?(?![\\w.(])`,
  ).test(text);
}

describe('a table', () => {
  it('is named by the room that owns it alone', () => {
    const foreign = sources(SRC).flatMap((file) => {
      const name = path.relative(SRC, file).replaceAll(path.sep, '/');
      const text = readFileSync(file, 'utf8');
      return Object.entries(OWNERS)
        .filter(([table, owner]) => !name.startsWith(`${owner}/`) && names(text, table))
        .map(([table]) => `${name}: ${table}`);
    });
    expect(foreign.filter((one) => !DEBTS.includes(one))).toEqual([]);
  });

  it.each(['tx.hat.create({', 'JOIN hat h ON', 'UPDATE "hat" SET'])('is seen in %s', (text) =>
    expect(names(text, 'hat')).toBe(true),
  );
  it.each(['tx.hats.create({', 'FROM hat_name', 'await hat.update('])('is not seen in %s', (text) =>
    expect(names(text, 'hat')).toBe(false),
  );
});
