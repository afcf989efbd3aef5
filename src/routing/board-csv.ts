import { electionNames } from '../elections/choose-elections.js';
import type { Manager } from '../identity/people.store.js';
import { segmentKey } from '../kernel/committee.js';
import { csvOf } from '../kernel/csv-text.js';
import { formatTime } from '../web/format-time.js';
import { listRows, type BoardChoice } from './board-list.js';
import { numberOf } from './delivery.js';
import { bodyOf, districtOf, NOBODY, type BoardRow } from './inbox.js';
import type { Inbox } from './list-inbox.js';
import type { Board } from './show-board.js';
import { messageText, outcomeWord, stateLabel } from './words.js';

/** By `segmentKey`: who manages a body whose file is missing. */
type Managers = ReadonlyMap<string, readonly Manager[]>;

const COMMON = [
  'niveau',
  'code',
  'naam',
  'kieskring',
  'bestand',
  'stand',
  'nummer',
  'tijd',
  'versies',
  'beheerder',
  'telefoon',
] as const;

/** Since when somebody else may have had the key with which it was signed. */
const MISUSED = 'sleutel misschien misbruikt sinds';
const UNSIGNED = 'niet ondertekend';
/** Missing, and expected before now. */
const LATE = 'te laat';
const UNEXPLAINED = 'cijfers gewijzigd zonder nieuwe zitting';

/** The inbox as a list for a spreadsheet, as it was narrowed. The fingerprint is not in it: it is compared, not copied. */
export function inboxCsv({ rows }: Inbox, choice: BoardChoice, managers: Managers): string {
  return csvOf(
    [
      ...COMMON,
      'opgehaald',
      'bevestigd',
      'gelijk aan papier',
      'gevraagd',
      'wijkt af van papier',
      UNEXPLAINED,
      MISUSED,
      UNSIGNED,
      ...['voldoet', 'gevraagd uiterlijk', 'verzoek te laat', 'ingelezen', 'tweemaal met de hand'],
      ...['ingelezen met een andere vingerafdruk', LATE],
    ],
    shown(rows, choice).map((row) => {
      const { downloaded, acknowledged, equalToPaper, differsFromPaper, readIn, typedTwice, readDiffers } =
        row.file?.marks ?? {};
      const marks = [downloaded, acknowledged, equalToPaper, row.request?.at, differsFromPaper];
      const unexplained = row.file?.figuresChanged === true ? 'ja' : '';
      const outcome = row.file?.outcome ? outcomeWord(row.file.outcome) : '';
      const asked = [outcome, time(row.request?.dueAt), row.overdue ? 'ja' : ''];
      return [
        ...common(row, managers),
        ...marks.map(time),
        ...[unexplained, misused(row), unsigned(row), ...asked],
        ...[readIn, typedTwice, readDiffers].map(time),
        late(row),
      ];
    }),
  );
}

/** The operator's board as a list for a spreadsheet, as it was narrowed. */
export function boardCsv({ plans, rows, reach }: Board, choice: BoardChoice, managers: Managers): string {
  const names = electionNames(plans);
  return csvOf(
    [
      ...COMMON,
      ...['ontvangers', 'opgehaald', 'vingerafdruk', 'wijkt af van papier', MISUSED, UNSIGNED],
      ...['verkiezing', 'naam verkiezing', 'voldoet', 'voldoet niet', 'verzoek te laat'],
      ...['bevestigd', 'ingelezen', 'ingelezen met een andere vingerafdruk', LATE],
    ],
    shown(rows, choice, names).map((row) => {
      const found = (row.file && reach.get(row.file.id)) ?? NOBODY;
      const { recipients, downloaded, differs, asRequired, notAsRequired } = found;
      const deviates = row.file?.paper === 'differs' || differs > 0 ? 'ja' : '';
      return [
        ...common(row, managers),
        String(recipients),
        String(downloaded),
        row.file?.fingerprint ?? '',
        deviates,
        misused(row),
        unsigned(row),
        row.electionId,
        names.get(row.electionId) ?? '',
        String(asRequired),
        String(notAsRequired),
        row.overdue ? 'ja' : '',
        ...[found.acknowledged, found.readIn, found.readDiffers].map(String),
        late(row),
      ];
    }),
  );
}

const unsigned = ({ file }: BoardRow): string => (file?.isUnsigned === true ? 'ja' : '');
const late = (row: BoardRow): string => (row.late ? 'ja' : '');
const misused = ({ file }: BoardRow): string => time(file?.misusedSince ?? null);

function shown(
  rows: readonly BoardRow[],
  choice: BoardChoice,
  names?: ReadonlyMap<string, string>,
): readonly BoardRow[] {
  const { rows: listed, hidden } = listRows(rows, choice, { names });
  return listed.filter((row) => !hidden.has(row));
}

function common(row: BoardRow, managers: Managers): readonly string[] {
  const { committee, message, state, file, deliveries } = row;
  const own = state.state === 'missing' ? (managers.get(segmentKey(bodyOf(row))) ?? []) : [];
  return [
    committee.level,
    committee.code,
    committee.name,
    districtOf(row) ?? '',
    messageText(message),
    stateLabel(state.state),
    file === null ? '' : numberOf(file),
    time(file?.at),
    String(deliveries),
    own.map(({ name }) => name).join(', '),
    own.flatMap(({ phone }) => phone ?? []).join(', '),
  ];
}

const time = (at: Date | null | undefined): string => (at ? formatTime(at, 'second') : '');
