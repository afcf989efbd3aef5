import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What keeps each table from growing without bound: how many rows there can be, or the sweep that takes them away. */
const BOUNDED_BY: Readonly<Record<string, string>> = {
  election: 'what the Kiesraad sets up',
  committee: 'the definition of its election',
  exemption: 'decisions of the Kiesraad',
  election_decision: 'decisions of the Kiesraad: part of the record',
  election_definition: 'definitions that the Kiesraad offers: part of the record',
  election_confirmation: 'one per decision or definition: part of the record',
  person: 'people who were invited',
  hat: 'roles that were granted',
  organisation: 'what the Kiesraad loads, and mergers: part of the record',
  organisation_merger: 'mergers that the Kiesraad records: part of the record',
  contact_person: 'fifty at a time per organisation: part of the record',
  contact_confirmation: 'one per organisation and voting day',
  authorisation_round: 'one per voting day',
  authorisation_review: 'one per role and voting day: part of the record',
  session: 'sweep identity.expired',
  access_token: 'sweep identity.expired',
  passkey: 'five per person',
  invitation: 'sweep identity.expired',
  challenge: 'sweep identity.expired, and so many per network and minute',
  committee_key: 'keys that a committee registers: part of the record',
  burnt_key: 'one per private key that was handed in: refused for ever',
  barred_fingerprint: 'one per test count: refused for ever',
  key_proof: 'one per key',
  key_approval: 'two per key',
  key_call: 'at least one key per call: part of the record',
  key_read_out: 'one per key',
  duty_shift: 'what the Kiesraad enters: part of the record',
  fallback_request: 'what committees ask, at most one per file that is not answered: part of the record',
  key_list: 'one per change of the keys of an election: part of the record',
  key_list_audience: 'one per election',
  key_list_audience_decision: 'decisions of the Kiesraad: part of the record',
  station_list: 'versions that a committee hands in: part of the record',
  candidate_file: 'versions that the Kiesraad hands out: part of the record',
  candidate_offer: 'what the Kiesraad offers: part of the record',
  candidate_confirmation: 'one per list of candidates that was offered: part of the record',
  declaration_model: 'versions that the Kiesraad publishes per voting day: part of the record',
  declaration: 'versions that a body declares: part of the record',
  declaration_draft: 'one per body and voting day, gone when it is declared',
  declaration_mandate: 'fifty per body that hold: part of the record',
  declaration_second: 'one per declaration',
  declaration_pdf: 'one per declaration',
  declaration_address: 'versions that a body gives: part of the record',
  declaration_correction: 'decisions of the Kiesraad: part of the record',
  declaration_signal: 'two per body and voting day',
  trial_delivery: 'twenty per body and election: part of the record',
  setup_check: 'fifty per body and election: part of the record',
  submission: 'fifty open ones per body; what was sent is part of the record',
  submission_file: 'two per submission',
  submission_part: 'the size that was announced; gone when the file is whole or the submission is stopped',
  submission_request: 'sweep submissions.requests',
  upload_reservation: 'sweep submissions.requests',
  submission_count: 'one per submission that was accepted: as long as its file',
  judgement: 'one per submission that waits for its verdict',
  delivery: 'recipients per submission: part of the record',
  delivery_mark: 'five kinds per delivery',
  delivery_progress: 'sweep deliveries.progress, and so many pieces per row',
  delivery_request: 'one per body, file and ten minutes, or per assessment',
  delivery_assessment: 'what people of a recipient find: part of the record',
  request_answer: 'one per request',
  station_look: 'what people find of a station: part of the record',
  station_referral: 'acts of a CSB, at least one station that is not open: part of the record',
  referred_station: 'stations of a count, each once while it is open: part of the record',
  referral_answer: 'one per station that was sent back',
  publication: 'one per delivered file: part of the record',
  legal_hold: 'acts of the Kiesraad: part of the record',
  legal_hold_lift: 'one per hold',
  removal: 'acts of the Kiesraad: part of the record',
  removal_item:
    'copies of what was delivered or refused, each in one removal that is not ended: part of the record',
  removal_confirmation: 'two per removal',
  removal_outcome: 'one per item',
  removed_object: 'one per file of a removal',
  removal_end: 'one per removal',
  evidence_export: 'acts of the Kiesraad: part of the record',
  software_release: 'versions that the Kiesraad offers: part of the record',
  software_file: 'twenty per release, and so many taken from its draft',
  software_part: 'the size that was announced; gone when the file is whole or is taken from its draft',
  software_approval: 'acts of the Kiesraad: part of the record',
  software_installed: 'one per body, release and fingerprint: part of the record',
  register_entry: 'acts of the Kiesraad: part of the record',
  register_fact: 'acts of the Kiesraad: part of the record',
  notice: 'what happened, once per body',
  dispatch: 'sweep dispatches.done',
  reminder: 'one per organisation and day, of which so many come before a vote: part of the record',
  reminder_text: 'one per voting day',
  notice_wish: 'one per person',
  webhook: 'one per body',
  object: 'sweep objects.removed',
  outbox: 'sweep outbox.done; what failed waits for a person',
  sweep: 'one per name',
  audit_event: 'the law asks for all of it; repeats and floods are counted',
  audit_personal: 'one per event',
  repeat_count: 'sweep audit.counts',
  tally: 'sweep platform.tallies, and so many networks per stretch of time',
  attempt_count: 'sweep audit.counts, and so many kinds per stretch of time',
  flood_count: 'written by an earlier release only',
  purpose: 'one row',
  release: 'one row',
  storage: 'one row',
  signature: 'lists and releases that the Kiesraad publishes: part of the record',
};

const read = (file: string) => readFileSync(path.resolve(__dirname, file), 'utf8');

describe('every table', () => {
  it('says what keeps it from growing without bound', () => {
    const tables = [...read('../prisma/schema.prisma').matchAll(/@@map\("(\w+)"\)/g)].map(
      ([, name]) => name!,
    );
    expect(tables.length).toBeGreaterThan(30);
    expect(Object.keys(BOUNDED_BY).sort()).toEqual(tables.sort());
  });

  it('has the sweep that it names', () => {
    const sources = [
      'audit/attempts.ts',
      'identity/forget-expired.ts',
      'notify/notify.worker.ts',
      'platform/jobs/job-runner.ts',
      'routing/routing.worker.ts',
      'upload/upload.worker.ts',
    ].map(read);
    const known = sources.flatMap((text) =>
      [...text.matchAll(/sweepWith\(\s*'([\w.]+)'/g)].map(([, name]) => name),
    );
    const named = Object.values(BOUNDED_BY).flatMap((text) => /sweep ([\w.]+\w)/.exec(text)?.[1] ?? []);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});
