import { committeeName } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { resultPath } from '../publication/words.js';
import { messageText } from '../routing/words.js';
import {
  Button,
  DescriptionList,
  EmptyState,
  DataTable,
  ErrorSummary,
  Foreign,
  Form,
  Link,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  StatusBadge,
  TextArea,
  Timeline,
  TimeStamp,
  type FieldProblem,
  type StatusTone,
} from '../web/components/index.js';
import { isClosed, stateOf, type Report, type ReportState } from './report.js';
import type { ShownReport, ShownReports } from './show-reports.js';
import { reportPath, STATE_WORDS } from './words.js';

const TONES: Readonly<Record<ReportState, StatusTone>> = {
  received: 'waiting',
  lookedAt: 'waiting',
  answered: 'ok',
  notFounded: 'neutral',
};

function State({ report }: { report: Report }) {
  const state = stateOf(report);
  return <StatusBadge tone={TONES[state]}>{STATE_WORDS[state]}</StatusBadge>;
}

const subject = (plan: ElectionPlan, { file: { about, message, version } }: Report): string =>
  `${committeeName(plan.committees, about)}: ${messageText(message)}, versie ${String(version)}`;

/** What was reported to a CSB. */
export function ReportsView({ shown: { plan, reports, open } }: { shown: ShownReports }) {
  return (
    <>
      <Paragraph>
        Iedereen kan een fout melden in een openbaar bestand (Kieswet P 1b lid 2). U kijkt ernaar en
        antwoordt. Wie meldde, leest uw antwoord met een nummer en een code.
      </Paragraph>
      <DataTable
        caption={`Meldingen: ${String(open)} nog te beantwoorden`}
        rows={reports}
        empty={<EmptyState title="Er is niets gemeld" />}
        columns={[
          {
            header: 'Melding',
            rowHeader: true,
            cell: ({ id, number }) => <Link href={reportPath(id)}>{number}</Link>,
          },
          { header: 'Over', cell: (report) => subject(plan, report) },
          { header: 'Ontvangen', cell: ({ at }) => <TimeStamp at={at} /> },
          { header: 'Stand', cell: (report) => <State report={report} /> },
        ]}
      />
    </>
  );
}

/** What somebody reported, and of which file. */
export function AboutReport({ plan, report }: { plan: ElectionPlan; report: Report }) {
  const { file, at, text, electionId } = report;
  return (
    <>
      <DescriptionList
        facts={[
          { term: 'Stand', value: <State report={report} /> },
          { term: 'Ontvangen', value: <TimeStamp at={at} /> },
          {
            term: 'Over',
            value: (
              <Link href={resultPath(electionId, file.about, file.message)}>{subject(plan, report)}</Link>
            ),
          },
          ...(file.place === null
            ? []
            : [{ term: 'Waar in het bestand', value: <Foreign text={file.place} longest={200} /> }]),
        ]}
      />
      <Panel title="De melding">
        {linesOf(text).map((line) => (
          <Paragraph>{line}</Paragraph>
        ))}
      </Panel>
    </>
  );
}

/** What somebody wrote, a line each. */
function linesOf(text: string) {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return lines.map((line) => <Foreign text={line} longest={4000} />);
}

/** What was done with a report, and the answer. */
export function WhatWasDone({ report: { at, steps } }: { report: Report }) {
  return (
    <Panel title="Wat ermee is gedaan">
      <Timeline
        steps={[
          { at, title: 'Ontvangen' },
          ...steps.map((each) => ({
            at: each.at,
            title:
              each.step === 'lookedAt' ? 'Het centraal stembureau kijkt ernaar' : STATE_TITLES[each.step],
            facts: linesOf(each.text ?? ''),
          })),
        ]}
      />
    </Panel>
  );
}

const STATE_TITLES = {
  answered: 'Beantwoord',
  notFounded: 'Het centraal stembureau vindt de melding niet gegrond',
} as const;

/** One report for the CSB: what was said, by whom where they said so, and the form that answers it. */
export function ReportView({
  shown: { plan, report, contact },
  problems,
  typed,
}: {
  shown: ShownReport;
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <ErrorSummary problems={problems} />
      <AboutReport plan={plan} report={report} />
      <Panel title="Wie meldde">
        {contact === null ? (
          <Paragraph>Dat is niet opgegeven, of gewist.</Paragraph>
        ) : (
          <DescriptionList
            facts={[
              { term: 'Naam', value: <Foreign text={contact.name ?? 'niet opgegeven'} longest={120} /> },
              {
                term: 'E-mailadres',
                value: <Foreign text={contact.email ?? 'niet opgegeven'} longest={200} />,
              },
              { term: 'Wordt gewist op', value: <TimeStamp at={contact.eraseAt} /> },
            ]}
          />
        )}
      </Panel>
      <WhatWasDone report={report} />
      {isClosed(report) ? null : <Handle report={report} problems={problems} typed={typed} />}
    </>
  );
}

function Handle({
  report,
  problems,
  typed,
}: {
  report: Report;
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  const { id } = report;
  return (
    <>
      {stateOf(report) === 'received' ? (
        <Form action={`${reportPath(id)}/bekijken`} label="In behandeling nemen">
          <Button kind="secondary">Ik kijk ernaar</Button>
        </Form>
      ) : null}
      <Panel title="Antwoord" tone="accent">
        <Form action={reportPath(id)} label="Antwoord op de melding">
          <RadioGroup
            name="uitkomst"
            label="Wat vond u?"
            options={[
              { value: 'beantwoord', label: 'De melding is beantwoord' },
              { value: 'nietGegrond', label: 'De melding is niet gegrond' },
            ]}
            value={typed['uitkomst']}
            error={problemAt(problems, 'uitkomst')}
            required
          />
          <TextArea
            name="antwoord"
            label="Uw antwoord"
            description="Wie meldde, leest dit. U antwoordt één keer."
            value={typed['antwoord']}
            error={problemAt(problems, 'antwoord')}
            rows={6}
            maxlength={4000}
            required
          />
          <Button>Verstuur het antwoord</Button>
        </Form>
      </Panel>
    </>
  );
}
