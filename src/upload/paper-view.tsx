import { drawGroups } from '../kernel/drawn-groups.js';
import type { Sha256 } from '../kernel/fingerprint.js';
import {
  Alert,
  Button,
  Checkbox,
  Foreign,
  Form,
  Link,
  PaperInput,
  Panel,
  Paragraph,
  problemAt,
  TimeStamp,
  UNDERSTOOD_FIELD,
  type FieldProblem,
} from '../web/components/index.js';
import { PAPER_FIELD, readPaperForm } from '../web/paper-form.js';
import { mustCompare, type PaperRecord, type PaperStatement } from './paper.js';
import { hasReceipt, submissionNumber, type Submission } from './submission.js';

/** What was wrong with the form, and what was typed in it. */
export interface SentForm {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

/** What was said of the paper, or what is wrong with the form; `slips`: groups that are not those of the file. */
export type SaidOfPaper =
  | { readonly kind: 'said'; readonly statement: PaperStatement | null }
  | { readonly kind: 'wrong'; readonly problems: readonly FieldProblem[]; readonly slips: readonly number[] };

/** After so many rounds with a slip in them whoever types is offered help. Nothing locks. */
const PATIENCE = 3;
const DIFFERS = 'de afzender vergeleek na het indienen en las iets anders. Het papier gaat voor.';
const NOT_UNDERSTOOD = 'Zet eerst het vinkje: dit kunt u niet terugnemen.';
export const DIFFERS_FIELD = UNDERSTOOD_FIELD;

/** The fingerprint that the sender must still read from paper; null where nothing is left to compare. */
export function fingerprintToCompare(submission: Submission): Sha256 | null {
  const fingerprint = submission.state === 'open' ? null : (submission.verdict?.fingerprint ?? null);
  const paper = 'paper' in submission ? submission.paper : null;
  return mustCompare(fingerprint, paper) ? fingerprint : null;
}

/** Numbers of the groups that no page of the sender shows yet. */
export function hiddenGroups(submission: Submission): readonly number[] {
  const fingerprint = fingerprintToCompare(submission);
  return fingerprint === null ? [] : drawGroups(fingerprint, submission.paperDraw).hidden;
}

/** The question itself, with help for who keeps reading something else. */
export function PaperQuestion({
  asked: { number, paperSlips, paperDraw },
  fingerprint,
  sent: { problems, typed },
  phone,
}: {
  /** What is compared: its number as said by phone, and what is kept of comparing it. */
  asked: { readonly number: string; readonly paperSlips: number; readonly paperDraw: string };
  fingerprint: Sha256;
  sent: SentForm;
  phone: string;
}) {
  return (
    <>
      {paperSlips < PATIENCE ? null : (
        <Alert tone="info" title="Lukt het vergelijken niet?">
          <Paragraph>
            Bel de helpdesk: {phone}. Noem het nummer {number}. U kunt ook later vergelijken. Er gaat niets op
            slot.
          </Paragraph>
        </Alert>
      )}
      <PaperInput drawn={drawGroups(fingerprint, paperDraw)} problems={problems} typed={typed} />
    </>
  );
}

/** Compares what was delivered without comparing. */
export function LaterForm({
  submission,
  sent,
  phone,
  byAnother,
  asked,
}: {
  submission: Submission;
  sent: SentForm;
  phone: string;
  /** Two people must look, and this one sent the file. */
  byAnother: boolean;
  asked: boolean;
}) {
  const fingerprint = fingerprintToCompare(submission);
  if (fingerprint === null) return null;
  if (byAnother)
    return (
      <Alert tone="info" title="Een ander vergelijkt dit nog met het papier" id="vergelijken">
        <Paragraph>
          Dit bestand is ingediend zonder te vergelijken. U verstuurde het. Vraag een ander van uw stembureau
          om het alsnog te vergelijken.
        </Paragraph>
      </Alert>
    );
  return (
    <Panel title="Vergelijk alsnog met het papier" tone="accent" id="vergelijken">
      <Paragraph>
        Dit bestand is ingediend zonder te vergelijken.{' '}
        {asked ? 'Doe dat nu alsnog.' : 'Dat hoefde niet. U kunt het nu alsnog doen.'} De ontvangers krijgen
        bericht.
      </Paragraph>
      <Form action={`/leveringen/${submission.id}/vergelijken`} label="Vergelijk alsnog met het papier">
        <PaperQuestion asked={askedOf(submission)} fingerprint={fingerprint} sent={sent} phone={phone} />
        <Button>Vergelijken</Button>
      </Form>
    </Panel>
  );
}

/** A submission as {@link PaperQuestion} asks of it. */
export function askedOf(submission: Submission) {
  const { paperSlips, paperDraw } = submission;
  return { number: submissionNumber(submission), paperSlips, paperDraw };
}

const FOLLOWS = {
  refused: 'Het bestand wordt dan geweigerd en niet doorgestuurd.',
  recipientsTold:
    'De ontvangers en de Kiesraad krijgen bericht. De levering blijft staan, met de aantekening dat zij afwijkt van het papier.',
  senderTold:
    'De afzender en de Kiesraad krijgen bericht. De levering blijft staan, met de aantekening dat zij afwijkt van uw papier.',
} as const;

/** What the sender may say of its paper on purpose; nothing where nothing is left to compare. */
export function SenderDiffers({ submission, sent }: { submission: Submission; sent: SentForm }) {
  if (fingerprintToCompare(submission) === null) return null;
  return (
    <DiffersForm
      action={`/leveringen/${submission.id}/papier-anders`}
      follows={hasReceipt(submission) ? 'recipientsTold' : 'refused'}
      sent={sent}
    />
  );
}

/** The deliberate way to say that paper and file differ: asked once more, with what follows from it. */
export function DiffersForm({
  action,
  follows,
  sent,
}: {
  action: string;
  follows: keyof typeof FOLLOWS;
  sent: SentForm;
}) {
  const error = problemAt(sent.problems, DIFFERS_FIELD);
  return (
    <details class="disclosure" open={error !== undefined}>
      <summary>Mijn papier zegt iets anders</summary>
      <Form action={action} label="Mijn papier zegt iets anders">
        <Paragraph>
          Gebruik dit alleen als het papier echt iets anders zegt. {FOLLOWS[follows]} Een typefout? Typ dan
          hierboven opnieuw.
        </Paragraph>
        <Checkbox
          name={DIFFERS_FIELD}
          label="Ik heb nog eens gekeken: op het papier staat een andere vingerafdruk"
          error={error}
          required
        />
        <Button kind="danger">
          {follows === 'refused' ? 'Weiger dit bestand' : 'Meld dat het papier afwijkt'}
        </Button>
      </Form>
    </details>
  );
}

/** Where an uncompared delivery is compared after all. */
export function CompareLaterLink({ submission }: { submission: Submission }) {
  if (fingerprintToCompare(submission) === null) return null;
  return <Link href={`/leveringen/${submission.id}#vergelijken`}>Vergelijk alsnog met het papier</Link>;
}

/** Reads a comparison from its form; nothing filled in says nothing. */
export function readComparison(sent: Readonly<Record<string, unknown>>, submission: Submission): SaidOfPaper {
  const fingerprint = fingerprintToCompare(submission);
  if (fingerprint === null) return { kind: 'said', statement: null };
  const read = readPaperForm(sent, fingerprint, drawGroups(fingerprint, submission.paperDraw));
  switch (read.kind) {
    case 'empty':
      return { kind: 'said', statement: null };
    case 'equal':
      return { kind: 'said', statement: { fingerprint: read.fingerprint, readBy: 'sender' } };
    case 'unfinished':
      return { kind: 'wrong', problems: read.problems, slips: read.slips };
  }
}

/** A form that is wrong at one field. */
export function wrongAt(field: string, message: string): SaidOfPaper {
  return { kind: 'wrong', problems: [{ field, message }], slips: [] };
}

/** Reads the deliberate word; it counts only with its tick, and where there is something left to compare. */
export function readDiffers(sent: Readonly<Record<string, unknown>>, submission: Submission): SaidOfPaper {
  if (fingerprintToCompare(submission) === null) return { kind: 'said', statement: null };
  const problem = notUnderstood(sent);
  return problem === null
    ? { kind: 'said', statement: { differs: true } }
    : { kind: 'wrong', problems: [problem], slips: [] };
}

/** What is wrong with the form of the deliberate word; null when its tick is there. */
export function notUnderstood(sent: Readonly<Record<string, unknown>>): FieldProblem | null {
  return sent[DIFFERS_FIELD] === 'ja' ? null : { field: DIFFERS_FIELD, message: NOT_UNDERSTOOD };
}

/** As {@link readComparison}, where there is nothing else to say. */
export function readLater(sent: Readonly<Record<string, unknown>>, submission: Submission): SaidOfPaper {
  const said = readComparison(sent, submission);
  const nothing = said.kind === 'said' && said.statement === null;
  return nothing && fingerprintToCompare(submission) !== null
    ? wrongAt(PAPER_FIELD, 'Typ de vier groepen over van het papier en zet bij elke rij een vinkje.')
    : said;
}

/** How the paper was compared, in words: by whom and when, or why not. */
export function PaperWords({
  paper,
  people,
}: {
  paper: PaperRecord;
  /** Names of people by id. */
  people: ReadonlyMap<string, string>;
}) {
  const { by } = paper;
  const who = by === null ? null : (by.name ?? people.get(by.personId) ?? null);
  return (
    <>
      {paper.compared ? (
        'ja, alle 64 tekens zijn gelijk'
      ) : (
        <>
          {paper.later === 'differs' ? 'wijkt af van papier' : 'niet vergeleken'}:{' '}
          <Foreign text={paper.later === 'differs' ? DIFFERS : paper.reason} longest={500} />
        </>
      )}
      {by === null ? null : (
        <>
          {' '}
          ({who === null ? null : <Foreign text={who} />}
          {who === null ? '' : ', '}
          <TimeStamp at={new Date(by.at)} />)
        </>
      )}
    </>
  );
}
