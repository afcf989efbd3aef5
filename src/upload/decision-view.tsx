import type { ComponentChildren } from 'preact';
import {
  Alert,
  Button,
  Folded,
  Form,
  Link,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  Select,
  TextArea,
  type FieldProblem,
} from '../web/components/index.js';
import { PAPER_FIELD } from '../web/paper-form.js';
import type { CountSession } from '../verify/amend.js';
import type { SubmissionView } from './describe-submission.js';
import { UPLOAD_LIMITS } from './limits.js';
import {
  askedOf,
  SenderDiffers,
  fingerprintToCompare,
  PaperQuestion,
  readComparison,
  wrongAt,
  type SaidOfPaper,
  type SentForm,
} from './paper-view.js';
import type { PaperStatement } from './paper.js';
import { PAPER_REASONS, readReason, readSessionReason } from './submission-wish.js';
import type { Submission } from './submission.js';

/** The delivery whose place it takes. */
export const REPLACES_FIELD = 'vervangt';
const WHY_FIELD = 'waarom';
const REASON_FIELD = 'reden';
const SESSION_FIELD = 'zitting';
const SESSION_REASON_FIELD = 'zittingReden';
const OTHER = 'anders';
const BOTH = 'U vergeleek met het papier én gaf een reden om dat niet te doen. Kies één van beide.';
const NOTHING =
  'Typ de vier groepen over van het papieren proces-verbaal en zet bij elke rij een vinkje. Of kies hieronder waarom u nu niet kunt vergelijken.';

/**
 * Step 2's question: what does the paper say? A file without a fingerprint (a P 2a) asks nothing. What is replaced is what
 * is current at this moment; should that change before the form arrives, the sender is told.
 */
export function DecisionForm({ view, sent, phone }: { view: SubmissionView; sent: SentForm; phone: string }) {
  const { submission, versions } = view;
  const current = versions.find((version) => version.current);
  const fingerprint = fingerprintToCompare(submission);
  return (
    <Panel title="Indienen" tone="accent">
      {view.fourEyes ? (
        <Paragraph>
          U bent de tweede persoon: {view.people.get(submission.personId) ?? 'een ander'} verstuurde dit
          bestand.
        </Paragraph>
      ) : null}
      {current === undefined ? null : (
        <Alert tone="info" title={`Dit vervangt ${current.number}`}>
          <Paragraph>
            Nu geldt <Link href={`/leveringen/${current.id}`}>{current.number}</Link>. Na indienen geldt dit
            bestand.
          </Paragraph>
        </Alert>
      )}
      <Form
        action={`/leveringen/${submission.id}/indienen`}
        hidden={{ [REPLACES_FIELD]: current?.id ?? '' }}
        label="Indienen"
      >
        {current !== undefined && hasFigures(submission) ? (
          <WhichSession said={submission.saidOfSession} sent={sent} />
        ) : null}
        {fingerprint === null ? null : (
          <>
            <Unasked asked={view.paperAsked} sent={sent}>
              <PaperQuestion
                asked={askedOf(submission)}
                fingerprint={fingerprint}
                sent={sent}
                phone={phone}
              />
            </Unasked>
            {view.paperAsked ? <NotAtHand sent={sent} /> : null}
          </>
        )}
        <Button>Indienen</Button>
      </Form>
      <SenderDiffers submission={submission} sent={sent} />
    </Panel>
  );
}

/** A 520 and a P 2a hold no figures: there is nothing to ask. */
function hasFigures(submission: Submission): boolean {
  return submission.state === 'judged' && submission.verdict.figures !== null;
}

/** A count is corrected in a new session of the committee (P 1e (I)); otherwise receivers must know why it is here again. */
function WhichSession({ said, sent: { problems, typed } }: { said: CountSession | null; sent: SentForm }) {
  const announced: Readonly<Record<string, string>> =
    said === null
      ? {}
      : said.kind === 'new'
        ? { [SESSION_FIELD]: 'nieuw' }
        : { [SESSION_FIELD]: 'zelfde', [SESSION_REASON_FIELD]: said.reason };
  return (
    <>
      <RadioGroup
        name={SESSION_FIELD}
        label="Van welke zitting is dit bestand?"
        description="Zijn er cijfers gewijzigd zonder nieuwe zitting, dan krijgen de ontvangers een alarm."
        options={[
          {
            value: 'nieuw',
            label: 'Een nieuwe zitting',
            description: 'Het stembureau kwam opnieuw bijeen en verbeterde de telling.',
          },
          {
            value: 'zelfde',
            label: 'Dezelfde zitting',
            description: 'Het bestand is opnieuw gemaakt. Geef hieronder de reden.',
          },
        ]}
        value={typed[SESSION_FIELD] ?? announced[SESSION_FIELD]}
        error={problemAt(problems, SESSION_FIELD)}
      />
      <TextArea
        name={SESSION_REASON_FIELD}
        label="Alleen bij dezelfde zitting: waarom levert u opnieuw?"
        required="depends"
        description={`In minstens ${UPLOAD_LIMITS.reasonLeast} tekens. De ontvangers lezen dit.`}
        rows={2}
        maxlength={UPLOAD_LIMITS.reasonLength}
        value={typed[SESSION_REASON_FIELD] ?? announced[SESSION_REASON_FIELD]}
        error={problemAt(problems, SESSION_REASON_FIELD)}
      />
    </>
  );
}

/** Where nobody need compare, comparing stays possible. */
function Unasked({
  asked,
  sent: { problems },
  children,
}: {
  asked: boolean;
  sent: SentForm;
  children: ComponentChildren;
}) {
  if (asked) return <>{children}</>;
  return (
    <>
      <Paragraph>Bij deze verkiezing hoeft u niet te vergelijken met het papier. Het mag wel.</Paragraph>
      <Folded title="Toch vergelijken met het papier" level={3} open={problems.length > 0}>
        {children}
      </Folded>
    </>
  );
}

function NotAtHand({ sent: { problems, typed } }: { sent: SentForm }) {
  const reason = problemAt(problems, REASON_FIELD);
  const why = problemAt(problems, WHY_FIELD);
  const asked = (typed[WHY_FIELD] ?? '') !== '' || (typed[REASON_FIELD] ?? '') !== '';
  return (
    <details class="disclosure" open={asked || reason !== undefined || why !== undefined}>
      <summary>Later vergelijken: het papier is niet bij de hand</summary>
      <Paragraph>
        De ontvangers zien dat er niet is vergeleken, en waarom. U kunt het later alsnog doen, bij deze
        levering.
      </Paragraph>
      <Select
        name={WHY_FIELD}
        label="Waarom kunt u nu niet vergelijken?"
        placeholder="Ik vergelijk nu"
        options={[
          ...Object.entries(PAPER_REASONS).map(([value, label]) => ({ value, label })),
          { value: OTHER, label: 'Een andere reden, hieronder' },
        ]}
        value={typed[WHY_FIELD]}
        error={why}
        width="full"
      />
      <TextArea
        name={REASON_FIELD}
        label="Andere reden"
        description={`In minstens ${UPLOAD_LIMITS.reasonLeast} tekens.`}
        rows={2}
        maxlength={UPLOAD_LIMITS.reasonLength}
        value={typed[REASON_FIELD]}
        error={reason}
      />
    </details>
  );
}

/** What is decided with the form, or what is wrong with it; `slips`: groups that are not those of the file. */
export type Decided =
  | {
      readonly kind: 'said';
      readonly statement: PaperStatement | null;
      readonly session: CountSession | null;
    }
  | Extract<SaidOfPaper, { kind: 'wrong' }>;

/**
 * Reads what was filled in: a comparison, or a reason when there is none; both empty or both filled is wrong, and so is half
 * a comparison; where nothing is asked (`asked`) both may be empty. Of a count that takes the place of another also from which session it is.
 */
export function readDecision(
  sent: Readonly<Record<string, unknown>>,
  submission: Submission,
  asked: boolean,
): Decided {
  if (fingerprintToCompare(submission) === null) return { kind: 'said', statement: null, session: null };
  const paper = readPaper(sent, submission, asked);
  const session = text(sent[REPLACES_FIELD]) !== '' && hasFigures(submission) ? readSession(sent) : null;
  if (session !== null && 'field' in session) {
    const { problems, slips } = paper.kind === 'wrong' ? paper : { problems: [], slips: [] };
    return { kind: 'wrong', problems: [session, ...problems], slips };
  }
  return paper.kind === 'wrong' ? paper : { ...paper, session };
}

function readPaper(
  sent: Readonly<Record<string, unknown>>,
  submission: Submission,
  asked: boolean,
): SaidOfPaper {
  const compared = readComparison(sent, submission);
  const given = text(sent[REASON_FIELD]);
  const chosen = text(sent[WHY_FIELD]);
  const hasReason = given !== '' || chosen !== '';
  if (compared.kind === 'wrong' || compared.statement !== null)
    return hasReason ? wrongAt(PAPER_FIELD, BOTH) : compared;
  if (!hasReason) return asked ? wrongAt(PAPER_FIELD, NOTHING) : { kind: 'said', statement: null };
  const read = readReason(chosen === '' || chosen === OTHER ? given : chosen);
  if ('problem' in read) return wrongAt(REASON_FIELD, read.problem);
  return { kind: 'said', statement: read };
}

/** From which session it is, or what is wrong at which field. */
function readSession(sent: Readonly<Record<string, unknown>>): CountSession | FieldProblem {
  const reason = text(sent[SESSION_REASON_FIELD]);
  switch (sent[SESSION_FIELD]) {
    case 'nieuw':
      return reason === ''
        ? { kind: 'new' }
        : { field: SESSION_REASON_FIELD, message: 'Maak dit leeg, of kies Dezelfde zitting.' };
    case 'zelfde': {
      const read = readSessionReason(reason);
      return 'problem' in read
        ? { field: SESSION_REASON_FIELD, message: read.problem }
        : { kind: 'same', reason: read.reason };
    }
    default:
      return { field: SESSION_FIELD, message: 'Kies van welke zitting dit bestand is.' };
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
