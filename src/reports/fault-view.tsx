import { OpenFormFields } from '../frame/open-form-view.js';
import type { ShownResult } from '../publication/show-results.js';
import {
  Alert,
  Button,
  Code,
  DescriptionList,
  EmptyState,
  English,
  ErrorSummary,
  Form,
  Link,
  List,
  Paragraph,
  problemAt,
  Select,
  TextArea,
  TextInput,
  type FieldProblem,
} from '../web/components/index.js';
import { formatTime } from '../web/format-time.js';
import { CONTACT_DAYS } from './report.js';
import type { ReportReceipt } from './receive-report.js';
import { AboutReport, WhatWasDone } from './report-view.js';
import type { ShownReport } from './show-reports.js';
import { faultPath, FOLLOW_PATH } from './words.js';

interface Sent {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

/** What anybody fills in who thinks that a public file is wrong. `version`: the one they looked at; 0: the last. */
export function FaultView({
  shown,
  version,
  token,
  problems,
  typed,
}: Sent & { shown: ShownResult; version: number; token: string }) {
  const { plan, duty, versions } = shown;
  const known = versions.find(({ publication }) => publication.version === version) ?? versions[0];
  if (known === undefined) return <EmptyState title="Er is nog niets openbaar om iets over te melden" />;
  return (
    <>
      <ErrorSummary problems={problems} />
      <Paragraph>
        Uw melding gaat naar het centraal stembureau. Dat kijkt ernaar en antwoordt. U hebt geen account
        nodig. U krijgt een nummer en een code, waarmee u het antwoord leest.
      </Paragraph>
      <Form action={faultPath(plan.definition.id, duty.about, duty.message)} label="Een fout melden">
        <OpenFormFields token={token} />
        <Select
          name="versie"
          label="Welke versie?"
          value={typed['versie'] ?? String(known.publication.version)}
          error={problemAt(problems, 'versie')}
          options={versions.map(({ publication }) => ({
            value: String(publication.version),
            label: `Versie ${String(publication.version)} (${formatTime(publication.at)})`,
          }))}
          required
        />
        <WhatIsWrong problems={problems} typed={typed} />
        <WhoReports problems={problems} typed={typed} />
        <Button>Verstuur de melding</Button>
      </Form>
      <Paragraph>
        Hebt u al iets gemeld? <Link href={FOLLOW_PATH}>Volg uw melding</Link>
      </Paragraph>
      <English>
        Report what you think is wrong in this file. The central electoral committee reads it and answers; no
        account is needed.
      </English>
    </>
  );
}

const fieldOf = ({ problems, typed }: Sent, name: string) => ({
  name,
  value: typed[name],
  error: problemAt(problems, name),
});

function WhatIsWrong(sent: Sent) {
  return (
    <>
      <TextInput
        {...fieldOf(sent, 'plaats')}
        label="Waar in het bestand?"
        description="Bijvoorbeeld: stembureau 12, lijst 3."
        maxlength={200}
        width="full"
      />
      <TextArea
        {...fieldOf(sent, 'fout')}
        label="Wat klopt er volgens u niet?"
        description="Schrijf ook waaraan u dat ziet, zoals op het proces-verbaal. Noem geen namen of adressen van mensen."
        rows={8}
        maxlength={4000}
        required
      />
    </>
  );
}

function WhoReports(sent: Sent) {
  return (
    <>
      <TextInput
        {...fieldOf(sent, 'naam')}
        label="Uw naam"
        description="Alleen het centraal stembureau ziet uw naam en e-mailadres. U krijgt van ons geen e-mail."
        autocomplete="name"
        maxlength={120}
      />
      <TextInput
        {...fieldOf(sent, 'email')}
        label="Uw e-mailadres"
        type="email"
        autocomplete="email"
        maxlength={200}
      />
      <Paragraph kind="small">
        Uw naam en e-mailadres wissen wij {String(CONTACT_DAYS.closed)} dagen na het antwoord, en uiterlijk na{' '}
        {String(CONTACT_DAYS.received)} dagen. De melding zelf blijft bewaard.
      </Paragraph>
    </>
  );
}

/** The number and the secret, once. */
export function ReceiptView({ receipt: { number, secret } }: { receipt: ReportReceipt }) {
  return (
    <>
      <Alert tone="warning" title="Schrijf dit op: wij laten de code niet nog eens zien" focused>
        <DescriptionList
          facts={[
            { term: 'Nummer van uw melding', value: <Code>{number}</Code> },
            { term: 'Geheime code', value: <Code>{secret}</Code> },
          ]}
        />
      </Alert>
      <List
        items={[
          'Het centraal stembureau krijgt bericht dat er een melding is.',
          'Met het nummer en de code leest u hoever het is, en wat het antwoord is.',
          'U krijgt van ons geen e-mail.',
        ]}
      />
      <Paragraph>
        <Link href={FOLLOW_PATH}>Volg uw melding</Link>
      </Paragraph>
    </>
  );
}

/** How far a report is, for who has its number and secret; `shown` null: the form that asks for them. */
export function FollowView({
  shown,
  problems,
  typed,
}: Sent & { shown: Omit<ShownReport, 'contact'> | null }) {
  if (shown !== null)
    return (
      <>
        <AboutReport plan={shown.plan} report={shown.report} />
        <WhatWasDone report={shown.report} />
      </>
    );
  return (
    <>
      <ErrorSummary problems={problems} />
      <Form action={FOLLOW_PATH} label="Melding volgen">
        <TextInput
          name="nummer"
          label="Nummer van uw melding"
          description="Bijvoorbeeld M-2027-000012."
          value={typed['nummer']}
          error={problemAt(problems, 'nummer')}
          maxlength={40}
          required
        />
        <TextInput
          name="code"
          label="Geheime code"
          description="Vier groepen van vijf letters en cijfers."
          error={problemAt(problems, 'code')}
          maxlength={100}
          required
        />
        <Button>Bekijk de melding</Button>
      </Form>
    </>
  );
}
