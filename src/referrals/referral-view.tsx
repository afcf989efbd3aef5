import {
  Button,
  CheckboxGroup,
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
  TimeStamp,
  type StatusTone,
} from '../web/components/index.js';
import type { SentForm } from '../upload/paper-view.js';
import type { ReferredStation, StationState } from './referral.js';
import type { NamedReferral } from './show-referrals.js';
import { referPath, referralPath, STATE_WORDS, stationLabel } from './words.js';

const TONES = { open: 'waiting', corrected: 'ok', stands: 'neutral' } as const satisfies Record<
  StationState['state'],
  StatusTone
>;

/** One referral: each station with its reason and its answer, and for the GSB the form to answer. */
export function ReferralView({
  referral,
  ticked,
  sent,
}: {
  referral: NamedReferral;
  ticked: readonly string[];
  sent: SentForm;
}) {
  const { own, stations, at, fromName, toName, deliveryId, submissionId } = referral;
  const open = stations.filter(({ state }) => state.state === 'open');
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      <Paragraph>
        {own ? `U vroeg ${toName}` : `${fromName} vraagt u`} op <TimeStamp at={at} /> om naar deze stembureaus
        te kijken.{' '}
        {own ? (
          <>
            <Link href={`/ontvangen/${deliveryId}`}>Naar de levering</Link>.{' '}
            <Link href={referPath(deliveryId)}>Nog een stembureau terugverwijzen</Link>.
          </>
        ) : (
          <Link href={`/leveringen/${submissionId}`}>Naar de levering waar het om gaat</Link>
        )}
      </Paragraph>
      <DataTable
        caption="Stembureaus"
        rows={stations}
        columns={[
          { header: 'Stembureau', rowHeader: true, cell: stationLabel },
          { header: 'Wat valt op', cell: ({ reason }) => <Foreign text={reason} longest={1000} /> },
          {
            header: 'Stand',
            cell: ({ state }) => (
              <StatusBadge tone={TONES[state.state]}>{STATE_WORDS[state.state]}</StatusBadge>
            ),
          },
          { header: 'Antwoord', cell: (station) => <Answer station={station} /> },
        ]}
      />
      {own || open.length === 0 ? null : <AnswerForm referral={referral} {...{ open, ticked, sent }} />}
    </>
  );
}

function Answer({ station: { answer, state } }: { station: ReferredStation }) {
  return (
    <>
      {answer === null ? null : (
        <>
          <Foreign text={answer.text} longest={1000} /> (<TimeStamp at={answer.at} />)
        </>
      )}
      {state.state === 'corrected' && state.by === 'file' ? (
        <>
          {' '}
          De versie van <TimeStamp at={state.at} /> heeft andere cijfers.
        </>
      ) : null}
    </>
  );
}

function AnswerForm({
  referral: { id },
  open,
  ticked,
  sent: { problems, typed },
}: {
  referral: NamedReferral;
  open: readonly ReferredStation[];
  ticked: readonly string[];
  sent: SentForm;
}) {
  return (
    <Panel title="Antwoord" tone="accent">
      <Paragraph>
        Corrigeert u iets? Lever dan na uw nieuwe zitting een nieuwe versie. Elk stembureau met andere cijfers
        telt vanzelf als gecorrigeerd: daarvan hoeft u hier niets te zeggen.
      </Paragraph>
      <Form action={referralPath(id)} label="Antwoord per stembureau">
        <CheckboxGroup
          name="bureau"
          label="Voor welke stembureaus antwoordt u?"
          options={open.map((station) => ({ value: station.unit, label: stationLabel(station) }))}
          values={open.length === 1 ? [open[0]!.unit] : ticked}
          error={problemAt(problems, 'bureau')}
        />
        <RadioGroup
          name="bevinding"
          label="Wat vond u?"
          options={[
            { value: 'blijft', label: 'De cijfers blijven staan' },
            { value: 'gecorrigeerd', label: 'Gecorrigeerd in een nieuwe zitting' },
          ]}
          value={typed['bevinding']}
          error={problemAt(problems, 'bevinding')}
          required
        />
        <TextArea
          name="uitleg"
          label="Leg uit waarom"
          description="Het centraal stembureau leest dit. U antwoordt één keer per stembureau."
          value={typed['uitleg']}
          error={problemAt(problems, 'uitleg')}
          required
          maxlength={1000}
        />
        <Button>Antwoord versturen</Button>
      </Form>
    </Panel>
  );
}
