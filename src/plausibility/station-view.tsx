import {
  Alert,
  Button,
  DataTable,
  DescriptionList,
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
  TimeStamp,
} from '../web/components/index.js';
import { formatNumber } from '../web/format-number.js';
import type { SentForm } from '../upload/paper-view.js';
import { differenceText, OUTCOME_WORDS } from './finding-words.js';
import { Explained, ListsView } from './lists-view.js';
import { FindingsView } from './findings-view.js';
import { OUTCOMES, type Outcome } from './look.js';
import type { SeenStation, ShownLook, ShownPlausibility } from './show-plausibility.js';

/** One polling station: what stands out in it, what this body saw, and the form to say so. */
export function StationView({
  shown,
  station,
  sent,
  path,
}: {
  shown: ShownPlausibility;
  station: SeenStation;
  sent: SentForm;
  /** Of the page with all stations. */
  path: string;
}) {
  const { ballots, admitted } = station;
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <Panel title="Wat valt op?">
        <FindingsView station={station} shown={shown} />
        <DescriptionList
          facts={[
            {
              term: 'Toegelaten kiezers',
              value: admitted === null ? 'niet in het bestand' : formatNumber(admitted),
            },
            { term: 'Stembiljetten', value: formatNumber(ballots) },
            { term: 'Verschil', value: differenceText(ballots, admitted) },
            { term: 'Verklaard', value: <Explained station={station} /> },
          ]}
        />
        <ListsView shown={shown} station={station} path={path} />
        {shown.referHref === null ? null : (
          <Paragraph>
            Moet de gemeente hiernaar kijken?{' '}
            <Link href={`${shown.referHref}?${new URLSearchParams({ bureau: station.unit }).toString()}`}>
              Verwijs dit stembureau terug
            </Link>
          </Paragraph>
        )}
      </Panel>
      <Panel title="Bekeken" tone={station.look === null ? 'accent' : 'plain'} id="bekeken">
        <Looks station={station} />
        <LookForm station={station} sent={sent} path={path} />
      </Panel>
    </>
  );
}

const TONES = { explained: 'ok', error: 'error', unclear: 'waiting' } as const;

/** What came of looking, as a badge. */
export function LookBadge({ outcome }: { outcome: Outcome }) {
  return <StatusBadge tone={TONES[outcome]}>{OUTCOME_WORDS[outcome]}</StatusBadge>;
}

function Looks({ station: { looks, look, digest } }: { station: SeenStation }) {
  if (looks.length === 0)
    return <Paragraph>Niemand van uw orgaan legde nog vast wat er met dit stembureau is.</Paragraph>;
  const isOld = ({ findings }: ShownLook) => findings !== digest;
  return (
    <>
      {look === null ? (
        <Alert tone="warning" title="Er valt nu iets anders op dan toen">
          <p>Kijk opnieuw.</p>
        </Alert>
      ) : null}
      <DataTable
        caption="Wat uw orgaan vastlegde, het laatste eerst"
        rows={[...looks].reverse()}
        columns={[
          { header: 'Wanneer', rowHeader: true, cell: ({ at }) => <TimeStamp at={at} /> },
          { header: 'Door', cell: ({ by }) => <Foreign text={by} /> },
          { header: 'Uitkomst', cell: ({ outcome }) => <LookBadge outcome={outcome} /> },
          {
            header: 'Toelichting',
            cell: (one) => (
              <>
                {one.note === null ? '' : <Foreign text={one.note} longest={1000} />}
                {isOld(one) ? ' (van andere cijfers)' : ''}
              </>
            ),
          },
        ]}
      />
    </>
  );
}

function LookForm({ station, sent, path }: { station: SeenStation; sent: SentForm; path: string }) {
  const { unit, digest, looks } = station;
  const { problems, typed } = sent;
  return (
    <Form
      action={path}
      label="Vastleggen wat u vond"
      hidden={{ bureau: unit, bevinding: digest, gezien: String(looks.length) }}
    >
      <RadioGroup
        name="uitkomst"
        label={looks.length === 0 ? 'Wat vond u?' : 'Wat vond u nu? Wat er stond blijft staan.'}
        options={OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] }))}
        value={typed['uitkomst']}
        error={problemAt(problems, 'uitkomst')}
        required
      />
      <TextArea
        name="toelichting"
        label="Toelichting"
        description="Alleen uw eigen orgaan leest dit."
        value={typed['toelichting']}
        error={problemAt(problems, 'toelichting')}
        rows={3}
        maxlength={1000}
      />
      <Button>Vastleggen</Button>
    </Form>
  );
}
