import { formatDay } from '../web/format-time.js';
import {
  Actions,
  DataTable,
  EmptyState,
  Heading,
  Link,
  LinkButton,
  LiveRegion,
  Pagination,
  Panel,
  Paragraph,
  StatusBadge,
  TimeStamp,
} from '../web/components/index.js';
import type { DutyState } from '../elections/duties.js';
import type { OwnDuty, SubmissionList } from './list-submissions.js';
import { hasReceipt, submissionNumber, waitsFor, type Submission } from './submission.js';
import { NotOpenYet } from './not-open-view.js';
import { Unfinished } from './waiting-view.js';
import { messageWords, stateWords } from './words.js';

/** What is due, the one thing to do here, and everything that was sent. */
export function SubmissionsView({ list, paged }: { list: SubmissionList; paged: boolean }) {
  return (
    <>
      <Paragraph>De stemming is op {formatDay(list.electionDate)}.</Paragraph>
      {list.opens === null ? (
        <Actions>
          <LinkButton href="/leveringen/nieuw" kind="primary" icon="upload">
            Telbestand leveren
          </LinkButton>
          <LinkButton href="/buiten-beschouwing" kind="subtle">
            Uitkomst buiten beschouwing laten
          </LinkButton>
        </Actions>
      ) : (
        <NotOpenYet opens={list.opens} />
      )}
      <Unfinished submissions={list.unfinished} />
      <Duties duties={list.duties} />
      <Heading level={2}>Verstuurd</Heading>
      {list.submissions.some((each) => waitsFor(each) === 'verdict') ? (
        <LiveRegion id="verstuurd" seconds={10}>
          <Sent list={list} paged={paged} />
        </LiveRegion>
      ) : (
        <Sent list={list} paged={paged} />
      )}
      <Pagination
        label="Bladeren door leveringen"
        previous={paged ? '/leveringen' : null}
        next={list.older === null ? null : `/leveringen?voor=${list.older}`}
      />
    </>
  );
}

function Sent({ list, paged }: { list: SubmissionList; paged: boolean }) {
  return (
    <DataTable
      caption="Alles wat uw stembureau voor deze verkiezing verstuurde, de nieuwste eerst"
      rows={list.submissions}
      empty={<Empty paged={paged} />}
      columns={[
        {
          header: 'Nummer',
          rowHeader: true,
          cell: (submission) => (
            <Link href={`/leveringen/${submission.id}`}>{submissionNumber(submission)}</Link>
          ),
        },
        { header: 'Soort', cell: typeOf },
        {
          header: 'Stand',
          cell: (submission) => {
            const { text, tone } = stateWords(submission);
            return <StatusBadge tone={tone}>{text}</StatusBadge>;
          },
        },
        { header: 'Tijd', cell: (submission) => <TimeStamp at={lastChange(submission)} /> },
        {
          header: 'Bewijs',
          cell: (submission) =>
            hasReceipt(submission) ? (
              <Link href={`/leveringen/${submission.id}/ontvangstbewijs`}>
                Bewijs van {submissionNumber(submission)}
              </Link>
            ) : (
              '-'
            ),
        },
      ]}
    />
  );
}

function Empty({ paged }: { paged: boolean }) {
  return paged ? (
    <EmptyState title="Er zijn geen oudere leveringen." />
  ) : (
    <EmptyState title="Uw stembureau heeft nog niets verstuurd." icon="upload">
      <Paragraph>
        Is de telling klaar en het proces-verbaal ondertekend? Exporteer dan het bestand uit OSV2020-U of
        Abacus en kies hierboven Telbestand leveren.
      </Paragraph>
    </EmptyState>
  );
}

function Duties({ duties }: { duties: readonly OwnDuty[] }) {
  if (duties.length === 0) return null;
  return (
    <Panel title="Wat uw stembureau levert">
      <DataTable
        caption="Wat uw stembureau levert"
        captionHidden
        rows={duties}
        columns={[
          { header: 'Bestand', rowHeader: true, cell: ({ message }) => messageWords(message) },
          { header: 'Kieswet', cell: ({ law }) => law },
          { header: 'Stand', cell: ({ state }) => <DutyBadge state={state} /> },
          {
            header: 'Laatste levering',
            cell: ({ state }) =>
              state.state === 'received' || state.state === 'corrected' ? (
                <TimeStamp at={new Date(state.at)} />
              ) : (
                '-'
              ),
          },
        ]}
      />
    </Panel>
  );
}

function DutyBadge({ state }: { state: DutyState }) {
  switch (state.state) {
    case 'missing':
      return <StatusBadge tone="waiting">nog niet ingediend</StatusBadge>;
    case 'received':
      return <StatusBadge tone="ok">ingediend</StatusBadge>;
    case 'corrected':
      return <StatusBadge tone="ok">{`gecorrigeerd, ${state.versions} versies`}</StatusBadge>;
    case 'notDue':
      return <StatusBadge tone="neutral">{`hoeft niet (${state.law})`}</StatusBadge>;
  }
}

function typeOf(submission: Submission): string {
  const type = submission.state === 'open' ? null : (submission.verdict?.type ?? null);
  return type === null ? 'onbekend' : messageWords(type);
}

function lastChange(submission: Submission): Date {
  if (hasReceipt(submission)) return submission.deliveredAt;
  return (submission.state === 'open' ? null : submission.judgedAt) ?? submission.createdAt;
}
