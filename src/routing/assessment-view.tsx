import {
  Button,
  DataTable,
  Folded,
  Foreign,
  Form,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  StatusBadge,
  TextArea,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import type { SentForm } from '../upload/paper-view.js';
import type { Outcome } from './assessment.js';
import { mustCompareFirst } from './delivery.js';
import { RequestWords } from './request-view.js';
import type { ShownDelivery } from './show-delivery.js';
import { askingArticle, asks, outcomeWord } from './words.js';

/** The fields of its form. */
export const ASSESS_FIELDS: readonly string[] = ['oordeel', 'reden', 'dag', 'tijd'];

/** What a HSB or CSB found of a delivery, and the form to say so. Nothing for who does not check. */
export function AssessmentPanel({ shown, sent }: { shown: ShownDelivery; sent: SentForm }) {
  const { delivery, assessments, request } = shown;
  const { recipient, supersededAt } = delivery;
  if (!asks(recipient.level)) return null;
  const article = askingArticle(recipient.level, 'GSB');
  return (
    <Panel
      title="Voldoet dit bestand?"
      tone={delivery.assessment === null ? 'accent' : undefined}
      id="oordeel"
    >
      <Paragraph>
        U controleert of u het bestand kreeg zoals de wet het vraagt (Kieswet {article}). Kijk eerst naar de
        controles van het platform en vergelijk met het papier. De afzender ziet wat u vastlegt.
      </Paragraph>
      {assessments.length === 0 ? null : <Assessments shown={shown} />}
      {request === null ? null : <RequestWords request={request} asker />}
      {supersededAt !== null ? (
        <Paragraph>Er is een nieuwe versie. Controleer die.</Paragraph>
      ) : mustCompareFirst(delivery) && delivery.marks.differsFromPaper === null ? (
        <Paragraph>
          Dit bestand is niet ondertekend. Vergelijk het eerst met uw papier. Daarna kunt u hier zeggen of het
          voldoet.
        </Paragraph>
      ) : (
        <AssessForm shown={shown} sent={sent} />
      )}
    </Panel>
  );
}

/** An outcome as a badge. */
export function OutcomeBadge({ outcome }: { outcome: Outcome['outcome'] }) {
  return <StatusBadge tone={outcome === 'asRequired' ? 'ok' : 'error'}>{outcomeWord(outcome)}</StatusBadge>;
}

function Assessments({ shown: { assessments } }: { shown: ShownDelivery }) {
  return (
    <DataTable
      caption="Wat uw orgaan vastlegde, het laatste eerst"
      rows={assessments}
      columns={[
        { header: 'Wanneer', rowHeader: true, cell: ({ at }) => <TimeStamp at={at} precision="second" /> },
        { header: 'Oordeel', cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
        {
          header: 'Omdat',
          cell: (found) =>
            found.outcome === 'notAsRequired' ? <Foreign text={found.reason} longest={1000} /> : '',
        },
      ]}
    />
  );
}

function AssessForm({ shown: { delivery }, sent }: { shown: ShownDelivery; sent: SentForm }) {
  const { id, assessment } = delivery;
  const { problems, typed } = sent;
  return (
    <Form
      action={`/ontvangen/${id}/oordeel`}
      label="Vastleggen of het bestand voldoet"
      hidden={{ gezien: String(assessment?.number ?? 0) }}
    >
      <RadioGroup
        name="oordeel"
        label={assessment === null ? 'Uw oordeel' : 'Nieuw oordeel; het vorige blijft staan'}
        options={[
          { value: 'voldoet', label: 'Voldoet' },
          {
            value: 'voldoetNiet',
            label: 'Voldoet niet',
            description: 'U vraagt het stembureau dan meteen om het bestand alsnog te verstrekken.',
          },
        ]}
        value={typed['oordeel']}
        error={problemAt(problems, 'oordeel')}
        required
      />
      <ReasonAndTerm
        reason="Wat is er niet goed?"
        hint="Alleen als het niet voldoet. Het stembureau leest dit. Noem geen aantallen stemmen."
        sent={sent}
      />
      <Button>Vastleggen</Button>
    </Form>
  );
}

/** Why a file is asked for and by when: both may stay empty. */
export function ReasonAndTerm({
  reason,
  hint,
  sent: { problems, typed },
}: {
  reason: string;
  hint: string;
  sent: SentForm;
}) {
  return (
    <>
      <TextArea
        name="reden"
        label={reason}
        description={hint}
        value={typed['reden']}
        error={problemAt(problems, 'reden')}
        rows={3}
        maxlength={1000}
      />
      <Term sent={{ problems, typed }} />
    </>
  );
}

/** Folded away where nothing was typed in it. */
function Term({ sent: { problems, typed } }: { sent: SentForm }) {
  const fields = (
    <>
      <TextInput
        name="dag"
        type="date"
        label="Uiterlijk op welke dag?"
        width="small"
        value={typed['dag']}
        error={problemAt(problems, 'dag')}
      />
      <TextInput
        name="tijd"
        label="Uiterlijk hoe laat?"
        description="Uren en minuten, zoals 21:15."
        width="small"
        value={typed['tijd']}
        error={problemAt(problems, 'tijd')}
        maxlength={5}
      />
    </>
  );
  const typing = (typed['dag'] ?? '') !== '' || (typed['tijd'] ?? '') !== '';
  if (typing || problemAt(problems, 'dag') !== undefined) return fields;
  return <Folded title="Zet er een termijn bij">{fields}</Folded>;
}
