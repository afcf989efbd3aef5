import { sizeWords } from '../kernel/recognise-file.js';
import {
  Alert,
  Button,
  Foreign,
  Form,
  Link,
  List,
  LiveRegion,
  Panel,
  Paragraph,
  UploadForm,
} from '../web/components/index.js';
import type { SubmissionView } from './describe-submission.js';
import { receivedOf } from './submission-json.js';
import { DeliverySteps, FileFacts } from './submission-parts-view.js';
import { submissionNumber, waitsFor, type Submission } from './submission.js';

/** An open submission: files are still to come, or the verdict is. */
export function Waiting({ view }: { view: SubmissionView }) {
  return waitsFor(view.submission) === 'verdict' ? <BeingJudged view={view} /> : <HalfSent view={view} />;
}

/** A part is kept: the same file is chosen again, and only the rest of it is sent. */
function HalfSent({ view }: { view: SubmissionView }) {
  const { submission } = view;
  const { id, electionId } = submission;
  return (
    <>
      <DeliverySteps current={1} />
      <Alert tone="warning" title="U bent nog niet klaar met versturen">
        <Paragraph>
          Er is niets ingediend. Kies hetzelfde bestand nog eens: alleen de rest wordt verstuurd. Wat binnen
          is, bewaren wij een dag.
        </Paragraph>
        <List
          items={submission.files.map((file) => (
            <>
              <Foreign text={file.name} />: {sizeWords(receivedOf(view, file))} van {sizeWords(file.size)} is
              binnen
            </>
          ))}
        />
      </Alert>
      <Panel title="Verder versturen">
        <noscript>
          <Paragraph>Zonder JavaScript wordt het hele bestand opnieuw verstuurd.</Paragraph>
        </noscript>
        <UploadForm
          action="/leveringen"
          election={electionId}
          replaces={submission.replaces ?? undefined}
          page="/leveringen/"
          submit="Verder versturen"
          unfinished={[id]}
          only
        />
      </Panel>
      <FileFacts view={view} />
      <StopForm id={id} />
    </>
  );
}

/** Received, and no verdict yet: there is nothing to do but wait, here or elsewhere. */
function BeingJudged({ view }: { view: SubmissionView }) {
  const { submission, isTroubled, othersWaiting } = view;
  return (
    <>
      <DeliverySteps current={2} />
      <LiveRegion id="controle" seconds={5}>
        <Alert tone="info" title="Ontvangen: het bestand wordt nog gecontroleerd" live>
          {isTroubled ? (
            <Paragraph>
              Het controleren lukte nog niet. Dat ligt niet aan uw bestand. Het wordt vanzelf opnieuw gedaan.
            </Paragraph>
          ) : (
            <p class="utrecht-paragraph" data-refresh-summary>
              {queueWords(othersWaiting)}
            </p>
          )}
          <Paragraph>
            Er is nog niets ingediend. Hier staat de uitkomst zodra die er is. U kunt de pagina ook sluiten en
            later terugkomen: de levering staat bij Leveringen. Verstuur het bestand niet opnieuw.
          </Paragraph>
        </Alert>
      </LiveRegion>
      <FileFacts view={view} />
      <StopForm id={submission.id} />
    </>
  );
}

function queueWords(others: number): string {
  if (others === 0) return 'Uw bestand is nu aan de beurt.';
  return others === 1 ? 'Er wacht nog 1 ander bestand.' : `Er wachten nog ${others} andere bestanden.`;
}

/** What was begun and is not all there, with where to go on. Nothing when there is none. */
export function Unfinished({ submissions }: { submissions: readonly Submission[] }) {
  if (submissions.length === 0) return null;
  return (
    <Alert tone="warning" title="U bent nog niet klaar met versturen">
      <Paragraph>
        Kies hetzelfde bestand nog eens: alleen de rest wordt verstuurd. Wat binnen is, bewaren wij een dag.
      </Paragraph>
      <List
        items={submissions.map((submission) => (
          <>
            <Link href={`/leveringen/${submission.id}`}>Ga verder met {submissionNumber(submission)}</Link>:{' '}
            <Foreign text={submission.files.map(({ name }) => name).join(', ')} />
          </>
        ))}
      />
    </Alert>
  );
}

/** Ends it without delivering. */
export function StopForm({ id }: { id: string }) {
  return (
    <Form action={`/leveringen/${id}/stoppen`} label="Stoppen zonder indienen">
      <Paragraph kind="small">
        Wilde u alleen controleren? Dan kunt u hier stoppen. Er wordt niets ingediend en het bestand wordt
        niet bewaard.
      </Paragraph>
      <Button kind="secondary">Stoppen zonder indienen</Button>
    </Form>
  );
}
