import {
  Alert,
  Button,
  FingerprintInput,
  Form,
  Link,
  Panel,
  Paragraph,
  problemAt,
  TextArea,
  type FieldProblem,
} from '../web/components/index.js';
import { readFingerprintForm, typedGroups } from '../web/fingerprint-form.js';
import { InvalidInput } from '../platform/http/parse.js';
import type { SubmissionView } from './describe-submission.js';
import { UPLOAD_LIMITS } from './limits.js';
import { readReason } from './submission-wish.js';
import type { PaperStatement } from './submission.js';

/** What was wrong with the form, and what was typed in it. */
export interface SentDecision {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

const FINGERPRINT = 'vingerafdruk-groepen';
const BOTH = 'U vulde de vingerafdruk én een reden in. Kies één van beide.';
const NOT_COMPLETE =
  'Vul alle 16 groepen van 4 tekens in. Er komen alleen cijfers en de letters a tot en met f in voor.';
const NOTHING =
  'Typ de vingerafdruk over van het papieren proces-verbaal, of geef hieronder aan waarom u het niet bij de hand hebt.';

/**
 * Step 2's question: what does the paper say? A file without a fingerprint (a P 2a) asks nothing. What is replaced is what
 * is current at this moment; should that change before the form arrives, the sender is told.
 */
export function DecisionForm({ view, sent }: { view: SubmissionView; sent: SentDecision }) {
  const { submission, versions } = view;
  const current = versions.find((version) => version.current);
  const compares = submission.state === 'judged' && submission.verdict.fingerprint !== null;
  const read = readFingerprintForm(sent.typed);
  return (
    <Panel title="Indienen" tone="accent">
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
        hidden={{ vervangt: current?.id ?? '' }}
        label="Indienen"
      >
        {compares ? (
          <>
            <FingerprintInput
              description="Typ de 16 groepen van 4 tekens over van het papieren proces-verbaal, niet van dit scherm. Verschilt er één teken, dan wordt het bestand geweigerd."
              error={problemAt(sent.problems, FINGERPRINT)}
              values={typedGroups(read)}
              wrong={read.kind === 'incomplete' && sent.problems.length > 0 ? read.wrong : undefined}
            />
            <TextArea
              name="reden"
              label="Proces-verbaal niet bij de hand? Geef aan waarom"
              description="Alleen als u niet kunt vergelijken. De ontvangers zien dan dat er niet is vergeleken, en waarom."
              rows={2}
              maxlength={UPLOAD_LIMITS.reasonLength}
              value={sent.typed['reden']}
              error={problemAt(sent.problems, 'reden')}
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
 * fingerprint is refused as InvalidInput, at the field. `compares`: the file has a fingerprint.
 */
export function readDecision(
  sent: Readonly<Record<string, unknown>>,
  compares: boolean,
): PaperStatement | null {
  if (!compares) return null;
  const typed = readFingerprintForm(sent);
  const given = typeof sent['reden'] === 'string' ? sent['reden'].trim() : '';
  if (typed.kind === 'incomplete') throw wrong(FINGERPRINT, NOT_COMPLETE);
  if (typed.kind === 'complete') {
    if (given !== '') throw wrong(FINGERPRINT, BOTH);
    return { fingerprint: typed.fingerprint };
  }
  if (given === '') throw wrong(FINGERPRINT, NOTHING);
  const read = readReason(given);
  if ('problem' in read) throw wrong('reden', read.problem);
  return { reason: read.reason };
}

const wrong = (field: string, detail: string) => new InvalidInput([{ pointer: `/${field}`, detail }]);
