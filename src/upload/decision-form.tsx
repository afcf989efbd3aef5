import {
  Alert,
  Button,
  FingerprintInput,
  Form,
  Link,
  Panel,
  Paragraph,
  TextArea,
  type FieldProblem,
} from '../web/components/index.js';
import type { TypedFingerprint } from '../web/fingerprint-form.js';
import type { SubmissionView } from './describe-submission.js';
import { UPLOAD_LIMITS } from './limits.js';
import { readReason } from './submission-wish.js';
import type { PaperStatement } from './submission.js';

/** What was wrong with the form, and what was typed in it. */
export interface DecisionProblem {
  readonly fields: readonly FieldProblem[];
  readonly fingerprint?: string | undefined;
  readonly typed?: TypedFingerprint | undefined;
  readonly reasonError?: string | undefined;
  readonly reason?: string | undefined;
}

const NOT_COMPLETE =
  'Vul alle 16 groepen van 4 tekens in. Er komen alleen cijfers en de letters a tot en met f in voor.';
const NOTHING =
  'Typ de vingerafdruk over van het papieren proces-verbaal, of geef hieronder aan waarom u het niet bij de hand hebt.';

/**
 * Step 2's question: what does the paper say? A file without a fingerprint (a P 2a) asks nothing. What is replaced is what
 * is current at this moment; should that change before the form arrives, the sender is told.
 */
export function DecisionForm({ view, problem }: { view: SubmissionView; problem: DecisionProblem | null }) {
  const { submission, versions } = view;
  const current = versions.find((version) => version.current);
  const compares = submission.state === 'judged' && submission.verdict.fingerprint !== null;
  const typed = problem?.typed?.kind === 'incomplete' ? problem.typed : null;
  return (
    <Panel title="Indienen" tone="accent">
      {current === undefined ? null : (
        <Alert tone="info" title={`Dit vervangt ${current.number}`}>
          <Paragraph>
            Nu geldt <Link href={`/leveringen/${current.id}`}>{current.number}</Link>. Na indienen geldt dit
            bestand. Is het precies hetzelfde bestand, dan krijgt u hetzelfde ontvangstbewijs.
          </Paragraph>
        </Alert>
      )}
      <Form
        action={`/leveringen/${submission.id}/indienen`}
        hidden={{ vervangt: current?.id ?? '' }}
        label="Indienen"
      >
        {compares ? (
          <>
            <FingerprintInput
              description="Typ de 16 groepen van 4 tekens over van het papieren proces-verbaal, niet van dit scherm. Verschilt er één teken, dan wordt het bestand geweigerd."
              error={problem?.fingerprint}
              values={typed?.typed}
              wrong={typed?.wrong}
            />
            <TextArea
              name="reden"
              label="Proces-verbaal niet bij de hand? Geef aan waarom"
              description="Alleen als u niet kunt vergelijken. De ontvangers zien dan dat er niet is vergeleken, en waarom."
              rows={2}
              maxlength={UPLOAD_LIMITS.reasonLength}
              value={problem?.reason}
              error={problem?.reasonError}
            />
          </>
        ) : null}
        <Button>Indienen</Button>
      </Form>
    </Panel>
  );
}

/**
 * Reads what was filled in: a whole fingerprint, or a reason when there is none; both empty, both filled or half a
 * fingerprint is a problem to mend. `compares`: the file has a fingerprint.
 */
export function readDecision(
  typed: TypedFingerprint,
  reason: unknown,
  compares: boolean,
): { readonly statement: PaperStatement | null } | { readonly problem: DecisionProblem } {
  if (!compares) return { statement: null };
  const given = typeof reason === 'string' ? reason.trim() : '';
  const wrong = (fingerprint: string) => ({
    problem: {
      fields: [{ field: 'vingerafdruk-groepen', message: fingerprint }],
      fingerprint,
      typed,
      reason: given,
    },
  });
  if (typed.kind === 'incomplete') return wrong(NOT_COMPLETE);
  if (typed.kind === 'complete') {
    return given === ''
      ? { statement: { fingerprint: typed.fingerprint } }
      : wrong('U vulde de vingerafdruk én een reden in. Kies één van beide.');
  }
  if (given === '') return wrong(NOTHING);
  const read = readReason(given);
  if ('reason' in read) return { statement: { reason: read.reason } };
  return {
    problem: {
      fields: [{ field: 'reden', message: read.problem }],
      reasonError: read.problem,
      reason: given,
    },
  };
}
