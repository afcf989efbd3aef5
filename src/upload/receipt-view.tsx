import { holdsCount } from '../kernel/committee.js';
import { sizeWords } from '../kernel/recognise-file.js';
import {
  Actions,
  Alert,
  DescriptionList,
  Fingerprint,
  Foreign,
  Heading,
  Link,
  LinkButton,
  List,
  LiveRegion,
  Paragraph,
  PrintButton,
  Receipt as ReceiptSheet,
} from '../web/components/index.js';
import type { SubmissionView } from './describe-submission.js';
import { CompareLaterLink, hiddenGroups, PaperWords } from './paper-view.js';
import type { Receipt } from './show-submission.js';
import {
  DeliverySteps,
  NotSigned,
  OwnKeyMisused,
  RecipientTable,
  sessionFacts,
  UNSIGNED_TO_SENDER,
} from './submission-parts-view.js';
import { type ReceiptedSubmission, hasReceipt, submissionNumber } from './submission.js';
import { messageWords } from './words.js';

/** *Ontvangen en goedgekeurd*, with everything to keep beside the paper proces-verbaal. */
export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const { view, rehearsal, phone, at } = receipt;
  const { submission } = view;
  if (!hasReceipt(submission)) return null;
  return (
    <>
      <DeliverySteps current={3} />
      <Replaced view={view} />
      <ReceiptSheet
        title="Ontvangstbewijs"
        number={submissionNumber(submission)}
        at={submission.deliveredAt}
        printedAt={at}
        rehearsal={rehearsal}
      >
        <NotSigned verdict={submission.verdict}>{UNSIGNED_TO_SENDER}</NotSigned>
        <OwnKeyMisused view={view} phone={phone} />
        <Facts view={view} submission={submission} />
        <Summary submission={submission} />
        <Heading level={3}>Ontvangers</Heading>
        <LiveRegion id="ontvangers" seconds={5}>
          <RecipientTable view={view} caption="Ontvangers en hoe ver het daar is" />
        </LiveRegion>
        <Paragraph kind="small">
          Het papieren proces-verbaal gaat altijd voor. Vragen? Bel {phone} en noem het nummer.
        </Paragraph>
      </ReceiptSheet>
      <Actions>
        <PrintButton />
        {holdsCount(submission.message) ? (
          <LinkButton icon="download" href={`/leveringen/${submission.id}/telling.csv`} download>
            Cijfers als CSV
          </LinkButton>
        ) : null}
      </Actions>
      <Paragraph>
        Druk deze pagina af en bewaar haar bij het proces-verbaal.{' '}
        <Link href={`/leveringen/nummer/${submissionNumber(submission)}`}>
          Wat er met deze levering gebeurde
        </Link>{' '}
        <CompareLaterLink submission={submission} /> <Link href="/leveringen">Naar uw leveringen</Link>
      </Paragraph>
    </>
  );
}

function Replaced({ view: { submission, versions } }: { view: SubmissionView }) {
  const current = versions.find((version) => version.current);
  if (submission.state !== 'superseded' || current === undefined) return null;
  return (
    <Alert tone="info" title="Deze levering is vervangen door een nieuwere">
      <Paragraph>
        Nu geldt <Link href={`/leveringen/${current.id}/ontvangstbewijs`}>{current.number}</Link>.
      </Paragraph>
    </Alert>
  );
}

function Facts({ view, submission }: { view: SubmissionView; submission: ReceiptedSubmission }) {
  const { verdict, paper, deliveredBy } = submission;
  const sender = view.people.get(submission.personId);
  const deliverer = deliveredBy === null ? undefined : view.people.get(deliveredBy);
  return (
    <DescriptionList
      facts={[
        { term: 'Uitkomst', value: 'ontvangen en goedgekeurd' },
        ...(verdict.unsigned === undefined ? [] : [{ term: 'Ondertekend', value: 'nee' }]),
        { term: 'Verkiezing', value: view.electionName },
        { term: 'Afzender', value: view.senderName },
        ...(deliveredBy === submission.personId || sender === undefined
          ? []
          : [{ term: 'Verstuurd door', value: sender }]),
        ...(deliverer === undefined ? [] : [{ term: 'Ingediend door', value: deliverer }]),
        { term: 'Soort bestand', value: messageWords(submission.message) },
        ...(view.aboutName === null || view.aboutName === view.senderName
          ? []
          : [{ term: 'Betreft', value: view.aboutName }]),
        {
          term: 'Bestand',
          value: submission.files.map((file) => (
            <div>
              <Foreign text={file.name} /> ({sizeWords(file.size)})
            </div>
          )),
        },
        ...(view.replaces === null ? [] : [{ term: 'Vervangt', value: view.replaces.number }]),
        ...sessionFacts(submission.session),
        ...(verdict.fingerprint === null
          ? []
          : [
              {
                term: 'Digitale vingerafdruk',
                value: (
                  <Fingerprint value={verdict.fingerprint} copy={false} hidden={hiddenGroups(submission)} />
                ),
              },
              {
                term: 'Vergeleken met het papier',
                value: <PaperWords paper={paper} people={view.people} />,
              },
            ]),
      ]}
    />
  );
}

function Summary({ submission }: { submission: ReceiptedSubmission }) {
  const { checks } = submission.verdict;
  const count = (result: string) => checks.filter((check) => check.result === result).length;
  const warnings = checks.filter((check) => check.result === 'warn');
  return (
    <>
      <Heading level={3}>Controles</Heading>
      <Paragraph>
        {count('pass') === checks.length
          ? `Alle ${checks.length} controles zijn in orde.`
          : `Van ${checks.length} controles: ${count('pass')} in orde, ${warnings.length} om op te letten, ${count('skipped')} niet van toepassing.`}
      </Paragraph>
      {warnings.length === 0 ? null : (
        <List
          items={warnings.map((check) => (
            <>
              Let op: <Foreign text={check.detail} longest={300} /> ({check.code})
            </>
          ))}
        />
      )}
    </>
  );
}
