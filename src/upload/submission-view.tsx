import { FileAlarmView } from '../frame/file-alarm-view.js';
import type { FileAlarm } from '../frame/file-alarms.js';
import type { NamedHat } from '../identity/hat.js';
import {
  Actions,
  Alert,
  Button,
  Code,
  ErrorSummary,
  Folded,
  Foreign,
  Form,
  Heading,
  Link,
  LinkButton,
  Panel,
  Paragraph,
  TimeStamp,
} from '../web/components/index.js';
import { DecisionForm } from './decision-view.js';
import type { SubmissionView, VersionLine } from './describe-submission.js';
import { CountFigures } from './figures-view.js';
import { SenderDiffers, LaterForm, type SentForm } from './paper-view.js';
import {
  Checks,
  DeliverySteps,
  FileFacts,
  NotSigned,
  OpenRequests,
  OwnKeyMisused,
  Recipients,
  UNSIGNED_TO_SENDER,
} from './submission-parts-view.js';
import { spokenCode } from '../verify/checks/catalogue.js';
import {
  hasReceipt,
  submissionNumber,
  type ReceiptedSubmission,
  type RefusedSubmission,
} from './submission.js';
import { explainRefusal } from './refused-words.js';
import { StopForm, Waiting } from './waiting-view.js';

/** Id of the verdict on the page. */
const VERDICT = 'uitslag';

/** What stands around a submission on its page. */
export interface ScreenFacts {
  readonly view: SubmissionView;
  /** Hats under which a refused file could belong after all. */
  readonly otherHats: readonly NamedHat[];
  readonly phone: string;
  /** What was wrong with the form that was just sent. */
  readonly sent: SentForm;
  /** What another room found wrong with it; null: nothing. */
  readonly alarm: FileAlarm | null;
  /** Who looks sent this file. */
  readonly own: boolean;
}

/** Step 2, or what became of it: each state says what it means and what to do now. */
export function SubmissionPageView(screen: ScreenFacts) {
  const { submission } = screen.view;
  switch (submission.state) {
    case 'open':
      return <Waiting view={screen.view} />;
    case 'judged':
      return <Judged {...screen} />;
    case 'refused':
      return <Refused {...screen} refused={submission} />;
    case 'delivered':
    case 'superseded':
      return <Delivered {...screen} />;
    case 'abandoned':
      return <Abandoned {...screen} />;
  }
}

function Judged({ view, sent, phone, own }: ScreenFacts) {
  const { submission, versions } = view;
  if (submission.state !== 'judged') return null;
  const already = versions.find(({ current, same }) => current && same);
  if (already !== undefined) return <Already view={view} version={already} />;
  const warnings = submission.verdict.checks.filter((check) => check.result === 'warn').length;
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <DeliverySteps current={2} />
      <Alert
        tone={warnings > 0 ? 'warning' : 'ok'}
        title={
          view.fourEyes && own
            ? 'Het bestand is in orde. Er is nog niets ingediend: dat doet een tweede persoon.'
            : 'Het bestand is in orde. U bent nog niet klaar: dien het hieronder in.'
        }
        id={VERDICT}
        focused={sent.problems.length === 0}
      >
        <Paragraph>
          {warnings > 0
            ? `Er ${warnings === 1 ? 'is 1 punt' : `zijn ${warnings} punten`} om op te letten; de ontvangers zien die ook. `
            : ''}
          Er is nog niets ingediend. Controleer hieronder of dit het goede bestand is.
        </Paragraph>
      </Alert>
      <NotSigned verdict={submission.verdict}>{UNSIGNED_TO_SENDER}</NotSigned>
      <Panel title="Is dit het goede bestand?">
        <FileFacts view={view} />
      </Panel>
      <OnPaper view={view} />
      {view.fourEyes && own ? (
        <SecondPerson view={view} sent={sent} />
      ) : (
        <DecisionForm view={view} sent={sent} phone={phone} />
      )}
      <StopForm id={submission.id} />
      <Recipients view={view} title="Na indienen gaat het naar" />
      <Heading level={2}>Alle controles</Heading>
      <Checks view={view} verdict={submission.verdict} />
    </>
  );
}

/** Two people look: who sent it can only say that the paper differs, or stop it. */
function SecondPerson({ view: { submission, senderName }, sent }: Pick<ScreenFacts, 'view' | 'sent'>) {
  return (
    <Panel title="Een ander dient dit in" tone="accent" id="tweede-persoon">
      <Paragraph>
        Bij deze verkiezing kijken twee personen. U verstuurde dit bestand. Vraag een ander van {senderName}{' '}
        om het met het papier te vergelijken en in te dienen. Die persoon logt in onder de eigen naam, en
        vindt {submissionNumber(submission)} op de beginpagina.
      </Paragraph>
      <SenderDiffers submission={submission} sent={sent} />
    </Panel>
  );
}

const pathOf = ({ id }: { readonly id: string }): string => `/leveringen/${id}`;

/** What is counted in it, to lay beside the paper. */
function OnPaper({ view: { submission, before } }: { view: SubmissionView }) {
  if (submission.state !== 'judged' || submission.verdict.figures === null) return null;
  const { figures, type } = submission.verdict;
  return (
    <Panel title="Klopt dit met uw papier?">
      <Paragraph>
        Leg het proces-verbaal ernaast. Deze cijfers staan in het bestand. Klopt er iets niet? Dien het dan
        niet in.
      </Paragraph>
      <CountFigures figures={figures} before={before} type={type} path={pathOf(submission)} />
    </Panel>
  );
}

/** There is nothing to decide: what counts now is this very file. */
function Already({ view, version }: { view: SubmissionView; version: VersionLine }) {
  return (
    <>
      <Alert tone="info" title="U hebt dit bestand al ingediend" live>
        <Paragraph>
          Dat was <TimeStamp at={version.deliveredAt} />, als {version.number}. U hoeft niets te doen.{' '}
          <Link href={`/leveringen/${version.id}/ontvangstbewijs`}>Bekijk het ontvangstbewijs</Link>.
        </Paragraph>
      </Alert>
      <FileFacts view={view} />
      <StopForm id={view.submission.id} />
    </>
  );
}

function Refused({ view, otherHats, phone, refused }: ScreenFacts & { refused: RefusedSubmission }) {
  const { code, headline, action } = explainRefusal(refused.verdict, view.plan, refused.sender);
  return (
    <>
      <Alert tone="error" title="Dit bestand is geweigerd" id={VERDICT} focused>
        <Paragraph>
          <strong>
            <Foreign text={headline} longest={300} />
          </strong>{' '}
          {action}
        </Paragraph>
        <Paragraph>Er is niets ingediend en er is niets doorgestuurd.</Paragraph>
      </Alert>
      {otherHats.map((hat) => (
        <Panel title={`Hoort dit bestand bij: ${hat.label}?`} tone="accent" id={`rol-${hat.id}`}>
          <Form
            action={`/leveringen/${refused.id}/verplaatsen`}
            hidden={{ rol: hat.id }}
            label={`Controleren voor ${hat.label}`}
          >
            <Paragraph>
              U werkt ook daarvoor. U kunt hetzelfde bestand daar laten controleren, zonder het opnieuw te
              versturen. U werkt daarna voor {hat.label}.
            </Paragraph>
            <Button>Controleer het daar</Button>
          </Form>
        </Panel>
      ))}
      <Actions>
        <LinkButton
          href="/leveringen/nieuw"
          kind={otherHats.length === 0 ? 'primary' : 'secondary'}
          icon="upload"
        >
          Een ander bestand leveren
        </LinkButton>
      </Actions>
      <Paragraph>
        Komt u er niet uit? Bel de helpdesk: {phone}. Noem het nummer <Code>{submissionNumber(refused)}</Code>{' '}
        en <Link href="/controles/kaart">code</Link> <Code>{spokenCode(code)}</Code>.
      </Paragraph>
      <Folded title="Het bestand">
        <FileFacts view={view} />
      </Folded>
      <Folded title="Alle controles">
        <Checks view={view} verdict={refused.verdict} level={3} />
      </Folded>
    </>
  );
}

function Delivered({ view, sent, phone, own, alarm }: ScreenFacts) {
  const { submission, versions } = view;
  if (!hasReceipt(submission)) return null;
  const current = versions.find((version) => version.current);
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <DeliverySteps current={3} />
      <FileAlarmView alarm={alarm} />
      <OpenRequests view={view} />
      {submission.state === 'delivered' ? (
        <Alert tone="ok" title="Ingediend: ontvangen en goedgekeurd" />
      ) : (
        <Alert tone="info" title="Deze levering is vervangen door een nieuwere">
          {current === undefined ? null : (
            <Paragraph>
              Nu geldt <Link href={`/leveringen/${current.id}`}>{current.number}</Link>.
            </Paragraph>
          )}
        </Alert>
      )}
      <Actions>
        <LinkButton href={`/leveringen/${submission.id}/ontvangstbewijs`} kind="primary" icon="document">
          Ontvangstbewijs
        </LinkButton>
        <LinkButton href="/leveringen/nieuw" icon="upload">
          Een gecorrigeerd bestand leveren
        </LinkButton>
        {makesPublic(submission) ? (
          <LinkButton href={`/openbaar-maken/${submission.id}`}>Openbaar maken</LinkButton>
        ) : null}
      </Actions>
      <NotSigned verdict={submission.verdict}>{UNSIGNED_TO_SENDER}</NotSigned>
      <OwnKeyMisused view={view} phone={phone} />
      <LaterForm
        submission={submission}
        sent={sent}
        phone={phone}
        byAnother={view.fourEyes && own}
        asked={view.paperAsked}
      />
      <SenderDiffers submission={submission} sent={sent} />
      <FileFacts view={view} />
      {submission.verdict.figures === null ? null : (
        <Folded title="Cijfers in het bestand">
          <CountFigures
            figures={submission.verdict.figures}
            before={view.before}
            type={submission.message}
            path={pathOf(submission)}
          />
        </Folded>
      )}
      <Recipients view={view} title="Ontvangers" />
      <Heading level={2}>Alle controles</Heading>
      <Checks view={view} verdict={submission.verdict} />
    </>
  );
}

/** The HSB and the CSB make their own totals public; what is on paper alone and what was replaced nobody does. */
function makesPublic({ state, sender, message }: ReceiptedSubmission): boolean {
  if (state !== 'delivered') return false;
  return sender.level === 'HSB' ? message === '510c' : message === '510d' || message === '520';
}

function Abandoned({ view }: ScreenFacts) {
  const { submission } = view;
  const verdict = submission.state === 'abandoned' ? submission.verdict : null;
  return (
    <>
      <Alert tone="info" title="Deze levering is gestopt">
        <Paragraph>Er is niets ingediend. Het bestand is niet bewaard.</Paragraph>
      </Alert>
      <Actions>
        <LinkButton href="/leveringen/nieuw" kind="primary" icon="upload">
          Telbestand leveren
        </LinkButton>
      </Actions>
      <FileFacts view={view} />
      {verdict === null ? null : (
        <>
          <Heading level={2}>Alle controles</Heading>
          <Checks view={view} verdict={verdict} />
        </>
      )}
    </>
  );
}
