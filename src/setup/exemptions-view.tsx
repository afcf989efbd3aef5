import {
  Button,
  ConfirmForm,
  DataTable,
  EmptyState,
  ErrorSummary,
  Foreign,
  Form,
  ForScreenReader,
  Link,
  Panel,
  Paragraph,
  RadioGroup,
  Select,
  StatusBadge,
  TextArea,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { committeeKey, sameCommittee } from '../kernel/committee.js';
import { dutiesOf, exemptionLaw } from '../elections/duties.js';
import type { ElectionPlan } from '../elections/election.js';
import { electionPath } from './elections-view.js';
import { DECIDED_REASONS, EXEMPTION_REASONS } from '../elections/exemption.js';
import { LEVEL_NAMES } from '../elections/routes.js';
import type { ShownElection, ShownExemption } from './show-elections.js';

/** What was typed in the form, and what is wrong with it. */
export interface DeclarationForm {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
}

/** Which files are not due and why, with a form to declare another. */
export function ExemptionsPanel({ view, form }: { view: ShownElection; form: DeclarationForm }) {
  const { plan, exemptions } = view;
  return (
    <Panel title="Hoeft niet" id="niet-verschuldigd">
      <Paragraph>
        Wat hier staat, hoeft niet te komen. Het geldt in de overzichten niet als ontbrekend.
      </Paragraph>
      <DataTable
        caption="Leveringen die niet hoeven"
        captionHidden
        columns={[
          {
            header: 'Orgaan',
            rowHeader: true,
            cell: (exemption) => <Foreign text={nameOf(plan, exemption)} />,
          },
          { header: 'Reden', cell: (exemption) => <Reason exemption={exemption} /> },
          { header: 'Sinds', cell: (exemption) => <Since exemption={exemption} /> },
          { header: 'Nu', cell: (exemption) => <Now exemption={exemption} view={view} /> },
        ]}
        rows={exemptions}
        empty={<EmptyState title="Alles wat de wet vraagt, moet komen" icon="ok" />}
      />
      <DeclareForm plan={plan} form={form} />
    </Panel>
  );
}

function Reason({ exemption }: { exemption: ShownExemption }) {
  const { reason, committee, note } = exemption;
  return (
    <>
      {EXEMPTION_REASONS[reason].label} ({exemptionLaw(reason, committee.level)}).
      {note === null ? null : (
        <>
          {' '}
          <Foreign text={note} longest={1000} />
        </>
      )}
    </>
  );
}

function Since({ exemption: { since } }: { exemption: ShownExemption }) {
  return since === null ? <>het begin</> : <TimeStamp at={new Date(since)} />;
}

function Now({ exemption, view }: { exemption: ShownExemption; view: ShownElection }) {
  const { id, until } = exemption;
  if (until !== null) {
    return (
      <StatusBadge tone="neutral">
        beëindigd <TimeStamp at={new Date(until)} />
      </StatusBadge>
    );
  }
  if (id === null) return <StatusBadge tone="info">bij de inrichting bepaald</StatusBadge>;
  if (exemption.reason === 'setAside')
    return <StatusBadge tone="info">besluit van het stembureau</StatusBadge>;
  return (
    <Link href={endingPath(view.plan, exemption)}>
      Moet toch komen<ForScreenReader>: {nameOf(view.plan, exemption)}</ForScreenReader>
    </Link>
  );
}

function endingPath({ definition }: ElectionPlan, { id }: ShownExemption): string {
  return electionPath(definition.id, `/niet-verschuldigd/${id ?? ''}/beeindigen`);
}

/** What follows when a decision is taken back. */
export function EndExemption({ plan, exemption }: { plan: ElectionPlan; exemption: ShownExemption }) {
  const files = dutiesOf(plan).filter(({ committee }) => sameCommittee(committee, exemption.committee));
  return (
    <ConfirmForm
      action={endingPath(plan, exemption)}
      title={nameOf(plan, exemption)}
      confirm="Moet toch komen"
      cancelHref={electionPath(plan.definition.id)}
    >
      <Paragraph>
        Nu hoeft dit orgaan niet te leveren, want: <Reason exemption={exemption} />
      </Paragraph>
      <Paragraph>
        Gaat u door, dan {files.length === 1 ? 'staat 1 bestand' : `staan ${files.length} bestanden`} meteen
        weer als ontbrekend bij alle ontvangers en telt het mee in hun totaal. Het orgaan moet dan leveren.
      </Paragraph>
    </ConfirmForm>
  );
}

function DeclareForm({ plan, form: { values, problems } }: { plan: ElectionPlan; form: DeclarationForm }) {
  const error = (field: string) => problems.find((problem) => problem.field === field)?.message;
  return (
    <>
      <ErrorSummary problems={problems} />
      <Form
        action={electionPath(plan.definition.id, '/niet-verschuldigd')}
        label="Vastleggen dat een levering niet hoeft"
      >
        <Select
          name="orgaan"
          label="Orgaan"
          placeholder="Kies een orgaan"
          value={values['orgaan']}
          error={error('orgaan')}
          options={sendersOf(plan)}
          required
        />
        <RadioGroup
          name="reden"
          label="Waarom hoeft dit orgaan niet te leveren?"
          value={values['reden']}
          error={error('reden')}
          options={DECIDED_REASONS.map(({ reden, label }) => ({ value: reden, label }))}
        />
        <TextArea
          name="toelichting"
          label="Toelichting"
          description="Bijvoorbeeld het nummer van het besluit. De ontvangers zien dit niet."
          value={values['toelichting']}
          error={error('toelichting')}
          maxlength={1000}
          required
        />
        <Button>Leg vast: hoeft niet</Button>
      </Form>
    </>
  );
}

/** The committees that have something to deliver, by place, as options whose value is `GSB:0668`. */
function sendersOf(plan: ElectionPlan) {
  const duties = new Set(dutiesOf(plan).map((duty) => committeeKey(duty.committee)));
  return plan.committees
    .filter((committee) => duties.has(committeeKey(committee)))
    .map((committee) => ({
      value: committeeKey(committee),
      label: `${committee.place} (${LEVEL_NAMES[committee.level]}, ${committee.code})`,
    }))
    .sort((a, b) => a.label.localeCompare(b.label, 'nl'));
}

function nameOf(plan: ElectionPlan, { committee }: ShownExemption): string {
  const known = plan.committees.find((candidate) => sameCommittee(candidate, committee));
  return known?.name ?? committeeKey(committee);
}
