import { sizeWords } from '../kernel/recognise-file.js';
import type { SentForm } from '../upload/paper-view.js';
import {
  Button,
  ConfirmForm,
  DataTable,
  Day,
  ErrorSummary,
  Foreign,
  Form,
  Link,
  List,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextArea,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import { formatDay } from '../web/format-time.js';
import type { Hold } from './hold.js';
import { CLASSES, STAYS } from './removal-class.js';
import { NOTICE_DAYS, stateOf, type Removal } from './removal.js';
import type { Names, ShownClass, ShownRemovals } from './show-removals.js';
import { announcePath, electionPath, liftPath, refusedPath, removalPath, STATE_WORDS } from './words.js';

/** One election: what goes by which term, what is kept back, and what was decided. */
export function RemovalsView({ shown, sent }: { shown: ShownRemovals; sent: SentForm }) {
  const { plan, admission, holds, removals, names } = shown;
  const { id } = plan.definition;
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <Paragraph>
        De termijnen lopen vanaf de dag waarop over de toelating is beslist:{' '}
        {admission === null ? (
          <>
            die is nog niet ingevuld. Dat kan bij{' '}
            <Link href={`/verkiezingen/${encodeURIComponent(id)}/besluiten`}>de besluiten</Link>
          </>
        ) : (
          <Day day={admission} />
        )}
        . Vernietigen gebeurt nooit vanzelf: het wordt aangekondigd, en twee personen bevestigen het.
      </Paragraph>
      <Classes electionId={id} classes={shown.classes} />
      <Removals removals={removals} />
      <Holds electionId={id} {...{ holds, names, sent }} />
      <Panel title="Wat blijft">
        <List items={STAYS.map(({ what, source, how }) => `${what}: ${how} (${source}).`)} />
        <Paragraph>
          <Link href={refusedPath(id)}>Geweigerde bestanden als bewijs bewaren</Link>
        </Paragraph>
      </Panel>
    </>
  );
}

function Classes({ electionId, classes }: { electionId: string; classes: readonly ShownClass[] }) {
  return (
    <DataTable
      caption="Wat weg gaat, en wanneer"
      rows={classes}
      columns={[
        { header: 'Wat', rowHeader: true, cell: ({ removalClass }) => CLASSES[removalClass].title },
        {
          header: 'Waarom',
          cell: ({ removalClass }) => {
            const { source, basis } = CLASSES[removalClass];
            return `${source}${basis === 'law' ? '' : ' (afgeleid)'}.`;
          },
        },
        { header: 'Vanaf', cell: ({ ends }) => (ends === null ? 'onbekend' : <Day day={ends} />) },
        {
          header: 'Er is nu',
          cell: ({ files, bytes }) =>
            files === 0 ? 'niets' : `${counted(files, 'bestand', 'bestanden')}, ${sizeWords(bytes)}`,
        },
        {
          header: 'Actie',
          headerHidden: true,
          cell: ({ removalClass, ends, files }) =>
            ends === null || files === 0 ? null : (
              <Link href={announcePath(electionId, removalClass)}>
                Kondig aan: {CLASSES[removalClass].title.toLowerCase()}
              </Link>
            ),
        },
      ]}
    />
  );
}

function Removals({ removals }: { removals: readonly Removal[] }) {
  if (removals.length === 0) return null;
  return (
    <DataTable
      caption="Besluiten om te vernietigen"
      rows={removals}
      columns={[
        {
          header: 'Besluit',
          rowHeader: true,
          cell: ({ id, number, removalClass }) => (
            <Link href={removalPath(id)}>
              {number}: {CLASSES[removalClass].title}
            </Link>
          ),
        },
        { header: 'Sinds', cell: ({ announced }) => <TimeStamp at={announced.at} /> },
        { header: 'Vanaf', cell: ({ fromDay }) => <Day day={fromDay} /> },
        { header: 'Bestanden', numeric: true, cell: ({ items }) => items },
        { header: 'Stand', cell: (removal) => <State removal={removal} /> },
      ]}
    />
  );
}

const TONES = {
  announced: 'waiting',
  confirmedOnce: 'waiting',
  underWay: 'info',
  done: 'ok',
  calledOff: 'neutral',
} as const;

/** How a removal stands. */
export function State({ removal }: { removal: Removal }) {
  const state = stateOf(removal);
  return <StatusBadge tone={TONES[state]}>{STATE_WORDS[state]}</StatusBadge>;
}

function Holds({
  electionId,
  holds,
  names,
  sent,
}: {
  electionId: string;
  holds: readonly Hold[];
  names: Names;
  sent: SentForm;
}) {
  const whole = holds.some(({ submissionId, lifted }) => submissionId === null && lifted === null);
  return (
    <Panel title="Bewaarbevelen">
      <Paragraph>
        Wat een bewaarbevel noemt, wordt niet vernietigd zolang het geldt. Vastleggen doet één persoon,
        meteen.
      </Paragraph>
      <DataTable
        caption="Bewaarbevelen"
        captionHidden
        rows={holds}
        empty={<Paragraph>Er is geen bewaarbevel.</Paragraph>}
        columns={[
          {
            header: 'Wat',
            rowHeader: true,
            cell: ({ submissionId }) =>
              submissionId === null ? 'alles van deze verkiezing' : 'één levering',
          },
          { header: 'Waarom', cell: ({ why }) => <Foreign text={why} longest={1000} /> },
          {
            header: 'Sinds',
            cell: ({ placed }) => (
              <>
                <TimeStamp at={placed.at} />, {names.get(placed.by) ?? 'onbekend'}
              </>
            ),
          },
          {
            header: 'Nu',
            cell: ({ id, lifted }) =>
              lifted === null ? (
                <Link href={liftPath(id)}>Hef dit bevel op</Link>
              ) : (
                <>
                  opgeheven <TimeStamp at={lifted.at} />: <Foreign text={lifted.why} longest={1000} />
                </>
              ),
          },
        ]}
      />
      {whole ? null : <KeepAll electionId={electionId} sent={sent} />}
    </Panel>
  );
}

function KeepAll({ electionId, sent: { problems, typed } }: { electionId: string; sent: SentForm }) {
  return (
    <Form action={electionPath(electionId)} label="Alles van deze verkiezing bewaren">
      <TextArea
        name="waarom"
        label="Waarom moet alles van deze verkiezing bewaard blijven?"
        description="Bijvoorbeeld het nummer van een onderzoek. Dit blijft staan."
        value={typed['waarom']}
        error={problemAt(problems, 'waarom')}
        required
        maxlength={1000}
      />
      <Button>Bewaar alles van deze verkiezing</Button>
    </Form>
  );
}

/** What follows when the copies of a class are announced to go. */
export function AnnounceView({
  shown: { plan },
  chosen: { removalClass, ends, files, bytes },
  sent: { problems },
}: {
  shown: ShownRemovals;
  chosen: ShownClass;
  sent: SentForm;
}) {
  const { title, what, stays } = CLASSES[removalClass];
  const { id } = plan.definition;
  return (
    <>
      <ErrorSummary problems={problems} title="Er is niets aangekondigd" />
      <ConfirmForm
        action={announcePath(id, removalClass)}
        title={title}
        confirm="Kondig de vernietiging aan"
        cancelHref={electionPath(id)}
      >
        <Paragraph>{what}</Paragraph>
        <List
          items={[
            `Het gaat om ${counted(files, 'bestand', 'bestanden')}, ${sizeWords(bytes)}. Wat later komt, hoort er niet bij.`,
            `De termijn is voorbij ${ends === null ? 'op een dag die niet is ingevuld' : `op ${formatDay(ends)}`}. Bevestigen kan dan, en minstens ${NOTICE_DAYS} dagen na vandaag.`,
            'Wie de bestanden heeft, ziet dit op de beginpagina, en kan ze tot dan ophalen.',
            `Dit blijft: ${stays}`,
          ]}
        />
      </ConfirmForm>
    </>
  );
}

/** What follows when a hold is lifted. */
export function LiftView({ hold, sent: { problems, typed } }: { hold: Hold; sent: SentForm }) {
  return (
    <>
      <ErrorSummary problems={problems} />
      <ConfirmForm
        action={liftPath(hold.id)}
        title="Hef het bewaarbevel op"
        confirm="Hef op"
        cancelHref={electionPath(hold.electionId)}
      >
        <Paragraph>
          Het geldt voor {hold.submissionId === null ? 'alles van deze verkiezing' : 'één levering'}, sinds{' '}
          <TimeStamp at={hold.placed.at} />: <Foreign text={hold.why} longest={1000} />
        </Paragraph>
        <Paragraph>
          Daarna kan het vernietigd worden: volgens een besluit dat twee personen bevestigen. Een geweigerd
          bestand kan ook weg als er ruimte nodig is.
        </Paragraph>
        <TextArea
          name="waarom"
          label="Waarom hoeft het niet meer bewaard te blijven?"
          value={typed['waarom']}
          error={problemAt(problems, 'waarom')}
          required
          maxlength={1000}
        />
      </ConfirmForm>
    </>
  );
}
