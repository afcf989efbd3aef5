import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Whose each table is: only that room names it, others call its exported functions, hear its events or read a view. */
const TABLES: Readonly<Record<string, string>> = {
  election: 'elections',
  committee: 'elections',
  exemption: 'elections',
  election_decision: 'elections',
  election_definition: 'elections',
  election_confirmation: 'elections',
  person: 'identity',
  hat: 'identity',
  organisation: 'bodies',
  organisation_merger: 'bodies',
  contact_person: 'bodies',
  contact_confirmation: 'bodies',
  authorisation_round: 'people',
  authorisation_review: 'people',
  session: 'identity',
  access_token: 'identity',
  passkey: 'identity',
  invitation: 'identity',
  challenge: 'identity',
  barred_fingerprint: 'keys',
  burnt_key: 'keys',
  committee_key: 'keys',
  key_approval: 'keys',
  key_call: 'keys',
  key_proof: 'keys',
  key_read_out: 'keys',
  duty_shift: 'duty',
  fallback_request: 'fallback',
  key_list: 'keylist',
  key_list_audience: 'keylist',
  key_list_audience_decision: 'keylist',
  station_list: 'stations',
  candidate_file: 'stations',
  candidate_offer: 'stations',
  candidate_confirmation: 'stations',
  declaration_model: 'declarations',
  declaration: 'declarations',
  declaration_draft: 'declarations',
  declaration_mandate: 'declarations',
  declaration_second: 'declarations',
  declaration_pdf: 'declarations',
  declaration_address: 'declarations',
  declaration_correction: 'declarations',
  declaration_signal: 'declarations',
  submission: 'upload',
  submission_file: 'upload',
  submission_part: 'upload',
  submission_request: 'upload',
  upload_reservation: 'upload',
  judgement: 'upload',
  submission_count: 'upload',
  trial_delivery: 'trial',
  setup_check: 'trial',
  delivery: 'routing',
  delivery_mark: 'routing',
  delivery_progress: 'routing',
  delivery_request: 'routing',
  delivery_assessment: 'routing',
  request_answer: 'routing',
  station_look: 'plausibility',
  station_referral: 'referrals',
  referred_station: 'referrals',
  referral_answer: 'referrals',
  publication: 'publication',
  legal_hold: 'removal',
  legal_hold_lift: 'removal',
  removal: 'removal',
  removal_item: 'removal',
  removal_confirmation: 'removal',
  removal_outcome: 'removal',
  removed_object: 'removal',
  removal_end: 'removal',
  evidence_export: 'removal',
  public_paper: 'publication',
  paper_withdrawal: 'publication',
  public_report: 'reports',
  reported_file: 'reports',
  report_step: 'reports',
  report_contact: 'reports',
  software_release: 'releases',
  software_file: 'releases',
  software_part: 'releases',
  software_approval: 'releases',
  software_installed: 'releases',
  register_entry: 'register',
  register_fact: 'register',
  notice: 'notify',
  dispatch: 'notify',
  reminder: 'notify',
  reminder_text: 'notify',
  notice_wish: 'notify',
  webhook: 'notify',
  audit_event: 'audit',
  audit_personal: 'audit',
  attempt_count: 'audit',
  repeat_count: 'audit',
  flood_count: 'audit',
  object: 'platform',
  outbox: 'platform',
  tally: 'platform',
  sweep: 'platform',
  storage: 'platform',
  signature: 'platform',
  purpose: 'platform',
  form_seed: 'frame',
  release: 'platform',
};

/** What a room shows to others: a view is named by anyone, and changed only by its owner. */
const VIEWS: readonly string[] = [
  'body',
  'executive',
  'delivered_submission',
  'delivery_state',
  'file_request',
  'body_news',
  'routing_news',
  'referral_news',
  'publication_object',
  'quarantined_file',
  'removed_copy',
  'standing_hold',
  'answered_request',
  'waiting_submission',
  'misused_key',
  'release_object',
  'register_object',
  'station_object',
  'declaration_object',
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
    `\\b(?:tx|read|client|reader)\\)?\\.${camel(table)}\\.|\\b(?:FROM|JOIN|UPDATE|INTO)\\s+"?${table}"?(?![\\w.(])`,
  ).test(text);
}

/** The models of the schema, each with its table and the models that its fields are of. */
function models(): readonly { readonly model: string; readonly table: string; readonly fields: string[] }[] {
  const schema = readFileSync(path.resolve(SRC, '../prisma/schema.prisma'), 'utf8');
  return [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, model = '', body = '']) => ({
    model,
    table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '',
    fields: [...body.matchAll(/^ {2}\w+ +(\w+)/gm)].map(([, type = '']) => type),
  }));
}

describe('a table', () => {
  it('has an owner', () =>
    expect(
      models()
        .map(({ table }) => table)
        .sort(),
    ).toEqual(Object.keys(TABLES).sort()));

  it('is named by the room that owns it alone', () => {
    const foreign = sources(SRC).flatMap((file) => {
      const name = path.relative(SRC, file).replaceAll(path.sep, '/');
      const text = readFileSync(file, 'utf8');
      return Object.entries(TABLES)
        .filter(([table, owner]) => !name.startsWith(`${owner}/`) && names(text, table))
        .map(([table]) => `${name}: ${table}`);
    });
    expect(foreign).toEqual([]);
  });

  it('is not reached from the table of another room', () => {
    const owners = new Map(models().map(({ model, table }) => [model, TABLES[table]]));
    const reached = models().flatMap(({ model, fields }) =>
      fields.filter((type) => owners.has(type) && owners.get(type) !== owners.get(model)),
    );
    expect(reached).toEqual([]);
  });

  it.each(['tx.hat.create({', '(tx ?? this.db.read).hat.count(', 'JOIN hat h ON', 'UPDATE "hat" SET'])(
    'is seen in %s',
    (text) => expect(names(text, 'hat')).toBe(true),
  );
  it.each(['tx.hats.create({', 'FROM hat_name', 'await hat.update('])('is not seen in %s', (text) =>
    expect(names(text, 'hat')).toBe(false),
  );
});

describe('a view', () => {
  it('is made by the migrations, under the name by which it is asked for', () => {
    const root = path.resolve(SRC, '../prisma/migrations');
    const made = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => {
        const sql = readFileSync(path.join(root, name, 'migration.sql'), 'utf8');
        return [...sql.matchAll(/CREATE VIEW "(\w+)"/g)].map(([, view]) => view);
      });
    expect(made.sort()).toEqual([...VIEWS].sort());
  });

  it.each(VIEWS)('is never written: %s', (view) => {
    const written = new RegExp(`\\b(?:UPDATE|INTO|DELETE FROM)\\s+"?${view}"?\\b`);
    expect(sources(SRC).filter((file) => written.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
