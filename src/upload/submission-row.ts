import type { CommitteeLevel, CommitteeRef, DeliveredType } from '../kernel/committee.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import { Prisma, type Submission as Row } from '../platform/postgres/generated/client.js';
import { readStoredVerdict, storable } from '../verify/stored-verdict.js';
import { readPaperRecord, readPaperStatement, type PaperStatement } from './paper.js';
import { readCountSession, readSessionRecord } from './count-session.js';
import { chainOf, hasReceipt } from './submission.js';
import type { ReceiptedSubmission, Submission, SubmissionFile, SubmissionId } from './submission.js';

/** A file in the JSON that the database makes of it. */
interface FileRow {
  readonly index: number;
  readonly name: string;
  readonly size: number;
  readonly sha256: string | null;
  readonly announced: string | null;
  readonly receivedAt: string | null;
  readonly releasedAt: string | null;
}

/** A submission with its files, as kept. */
export type KeptSubmission = Row & { readonly files: readonly FileRow[] };

/** What to select `FROM submission s` for a {@link KeptSubmission}. Every column by name: a later release may add some. */
export const KEPT = Prisma.sql`s.id, s.number, s.election_id AS "electionId", s.level, s.code, s.person_id AS "personId",
  s.created_at AS "createdAt", s.state, s.direct, s.replaces_id AS "replacesId", s.message_type AS "messageType",
  s.about_level AS "aboutLevel", s.about_code AS "aboutCode", s.fingerprint, s.verdict, s.figures, s.unsigned, s.allowance_id AS "allowanceId", s.judged_at AS "judgedAt", s.paper, s.session,
  s.delivered_at AS "deliveredAt", s.superseded_at AS "supersededAt", s.delivered_by AS "deliveredBy",
  s.paper_slips AS "paperSlips", coalesce((SELECT o.paper_draw FROM submission o WHERE o.fingerprint = s.fingerprint
    AND o.election_id = s.election_id ORDER BY o.number LIMIT 1), s.paper_draw)
    AS "paperDraw",
  (SELECT json_agg(json_build_object('index', f.index, 'name', f.name, 'size', f.size, 'sha256', f.sha256,
      'announced', f.announced_sha256, 'receivedAt', f.received_at, 'releasedAt', f.released_at) ORDER BY f.index)
    FROM submission_file f WHERE f.submission_id = s.id) AS files`;

const time = (text: string | null): Date | null => (text === null ? null : new Date(text));

function fileOf(row: FileRow): SubmissionFile {
  return {
    index: row.index,
    name: row.name,
    size: row.size,
    sha256: row.sha256 as Sha256 | null,
    announced: row.announced as Sha256 | null,
    receivedAt: time(row.receivedAt),
    releasedAt: time(row.releasedAt),
  };
}

/** Throws on what no code of this room can have written. */
function present<T>(value: T | null, row: Row, column: string): T {
  if (value === null) throw new Error(`submission ${row.id} is ${row.state} without ${column}`);
  return value;
}

function commonOf(row: KeptSubmission) {
  return {
    id: row.id as SubmissionId,
    number: row.number,
    electionId: row.electionId,
    sender: { level: row.level as CommitteeLevel, code: row.code },
    personId: row.personId,
    createdAt: row.createdAt,
    direct: row.direct,
    promised: promiseOf(row),
    saidOfSession: row.deliveredAt === null && row.session !== null ? readCountSession(row.session) : null,
    replaces: row.replacesId as SubmissionId | null,
    files: row.files.map(fileOf),
    paperDraw: row.paperDraw,
    paperSlips: row.paperSlips,
  };
}

/** Until delivery the column holds what the sender said of the paper; afterwards how it was compared. */
function promiseOf(row: Row): PaperStatement | null {
  const before = row.deliveredAt === null ? row.paper : null;
  return before === null ? null : readPaperStatement(before);
}

/** What is kept, as a state with exactly the facts of that state. */
export function submissionOf(row: KeptSubmission): Submission {
  const common = commonOf(row);
  const verdict = row.verdict === null ? null : readStoredVerdict(row.verdict, row.figures, row.unsigned);
  const judged = () => ({
    verdict: present(verdict, row, 'verdict'),
    judgedAt: present(row.judgedAt, row, 'judgedAt'),
  });
  const delivered = () => ({
    ...judged(),
    message: present(row.messageType, row, 'messageType') as DeliveredType,
    about: {
      level: present(row.aboutLevel, row, 'aboutLevel'),
      code: present(row.aboutCode, row, 'aboutCode'),
    } as CommitteeRef,
    paper: readPaperRecord(present(row.paper, row, 'paper')),
    session: row.session === null || row.replacesId === null ? null : readSessionRecord(row.session),
    deliveredAt: present(row.deliveredAt, row, 'deliveredAt'),
    deliveredBy: row.deliveredBy,
  });
  switch (row.state) {
    case 'open':
      return { ...common, state: 'open' };
    case 'judged':
      return { ...common, ...judged(), state: 'judged' };
    case 'refused':
      return { ...common, ...judged(), state: 'refused' };
    case 'abandoned':
      return { ...common, state: 'abandoned', verdict, judgedAt: row.judgedAt };
    case 'delivered':
      return { ...common, ...delivered(), state: 'delivered' };
    case 'superseded':
      return {
        ...common,
        ...delivered(),
        state: 'superseded',
        supersededAt: present(row.supersededAt, row, 'supersededAt'),
      };
    default:
      throw new Error(`submission ${row.id} has the unknown state ${row.state}`);
  }
}

/** Half of a surrogate pair: no character, and not kept by PostgreSQL. */
export const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

// PostgreSQL keeps neither NUL nor half a surrogate pair in JSON; a name in a hostile ZIP may hold both
const UNKEPT = new RegExp(String.raw`\u0000|${LONE_SURROGATE.source}`, 'g');

/** A value as JSON that the database takes: characters that it cannot keep become `�`. */
export function keepable(value: unknown): Prisma.InputJsonValue {
  const clean = (_: string, inner: unknown): unknown =>
    typeof inner === 'string' ? inner.replace(UNKEPT, '\ufffd') : inner;
  return JSON.parse(JSON.stringify(value), clean) as Prisma.InputJsonValue;
}

/** The columns that a transition may set, JSON as text; null: left as it is. Identity, sender and files stay as they were. */
export function stateColumns(submission: Submission) {
  if (submission.state === 'open')
    return {
      state: 'open',
      verdict: null,
      counted: null,
      unsigned: null,
      fingerprint: null,
      judgedAt: null,
      delivery: null,
    };
  const { state, verdict, judgedAt } = submission;
  return {
    state,
    verdict: verdict && JSON.stringify(keepable(storable(verdict))),
    // written once, when it was just made; its texts are clean
    counted:
      state === 'judged' && verdict.stations
        ? { figures: JSON.stringify(verdict.figures), stations: JSON.stringify(verdict.stations) }
        : null,
    unsigned: verdict?.unsigned === undefined ? null : JSON.stringify(verdict.unsigned),
    fingerprint: verdict && verdict.fingerprint,
    judgedAt,
    delivery: hasReceipt(submission) ? deliveryColumns(submission) : null,
  };
}

function deliveryColumns(submission: ReceiptedSubmission) {
  const { message, about } = chainOf(submission);
  return {
    messageType: message,
    aboutLevel: about.level,
    aboutCode: about.code,
    paper: JSON.stringify(keepable(submission.paper)),
    session: submission.session && JSON.stringify(keepable(submission.session)),
    allowanceId: submission.verdict.unsigned?.allowance ?? null,
    replacesId: submission.replaces,
    deliveredAt: submission.deliveredAt,
    deliveredBy: submission.deliveredBy,
    supersededAt: submission.state === 'superseded' ? submission.supersededAt : null,
  };
}
