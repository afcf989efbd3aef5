import {
  Button,
  ConfirmForm,
  DataTable,
  EmptyState,
  ErrorSummary,
  FileInput,
  Foreign,
  Form,
  ForScreenReader,
  Link,
  LinkButton,
  Panel,
  Paragraph,
  problemAt,
  Select,
  StatusBadge,
  TextInput,
  type FieldProblem,
} from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import type { Mandate } from './declaration.js';
import type { ShownMandates } from './keep-mandates.js';

const STATES = {
  holds: { tone: 'ok', text: 'geldt' },
  ended: { tone: 'neutral', text: 'verlopen' },
  revoked: { tone: 'error', text: 'ingetrokken' },
} as const;

const GONE = 'iemand die geen toegang meer heeft';

/** Who may declare in the name of an executive: each mandate, and a form for another. */
export function MandatesView({
  shown: { mandates, people, names },
  problems,
  typed,
}: {
  shown: ShownMandates;
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  const name = (id: string) => names.get(id) ?? GONE;
  return (
    <>
      <ErrorSummary problems={problems} />
      <DataTable
        caption="Mandaten"
        rows={mandates}
        empty={<EmptyState title="Er is nog geen mandaat" />}
        columns={[
          { header: 'Van', rowHeader: true, cell: ({ holder }) => <Foreign text={name(holder)} /> },
          { header: 'Tot en met', cell: ({ until }) => formatDay(until) },
          {
            header: 'Stand',
            cell: ({ state }) => <StatusBadge tone={STATES[state].tone}>{STATES[state].text}</StatusBadge>,
          },
          {
            header: 'Bestand',
            cell: ({ id, holder }) => (
              <Link href={`/verklaring/mandaten/${id}/bestand`} download>
                PDF<ForScreenReader> van het mandaat van {name(holder)}</ForScreenReader>
              </Link>
            ),
          },
          {
            header: 'Actie',
            headerHidden: true,
            cell: ({ id, state, holder }) =>
              state !== 'holds' ? null : (
                <LinkButton kind="subtle" href={`/verklaring/mandaten/${id}/intrekken`}>
                  Trek in<ForScreenReader> mandaat van {name(holder)}</ForScreenReader>
                </LinkButton>
              ),
          },
        ]}
      />
      <NewMandate people={people} problems={problems} typed={typed} />
    </>
  );
}

/** What follows when a mandate is taken back. */
export function RevokeMandateView({
  mandate: { id, holder, until },
  names,
}: {
  mandate: Mandate;
  names: ShownMandates['names'];
}) {
  const name = names.get(holder) ?? GONE;
  return (
    <ConfirmForm
      action={`/verklaring/mandaten/${id}/intrekken`}
      title={`Mandaat van ${name}`}
      confirm="Trek het mandaat in"
      cancelHref="/verklaring/mandaten"
    >
      <Paragraph>
        Met dit mandaat, dat tot en met {formatDay(until)} zou gelden, kan <Foreign text={name} /> dan meteen
        niet meer namens uw bestuur verklaren. Wat al is verklaard, blijft gelden.
      </Paragraph>
      <Paragraph>
        Dit kan niet ongedaan worden gemaakt. Voor een nieuw mandaat voegt u opnieuw een PDF toe.
      </Paragraph>
    </ConfirmForm>
  );
}

function NewMandate({
  people,
  problems,
  typed,
}: Omit<Parameters<typeof MandatesView>[0], 'shown'> & Pick<ShownMandates, 'people'>) {
  return (
    <Panel title="Voeg een mandaat toe" tone="accent">
      <Paragraph>
        Het bestuur kan iemand machtigen om namens het bestuur te verklaren. Het bestuur blijft zelf ook
        bevoegd, en kan het mandaat altijd intrekken.
      </Paragraph>
      <Form action="/verklaring/mandaten" files label="Mandaat toevoegen">
        <Select
          name="wie"
          label="Wie kreeg het mandaat?"
          options={people.map(({ personId, name: label }) => ({ value: personId, label }))}
          value={typed['wie']}
          placeholder="Kies iemand van uw organisatie"
          error={problemAt(problems, 'wie')}
          required
        />
        <TextInput
          name="tot"
          label="Tot en met welke dag geldt het?"
          type="date"
          width="small"
          value={typed['tot']}
          error={problemAt(problems, 'tot')}
          required
        />
        <FileInput
          name="bestand"
          label="Het mandaat"
          description="Een PDF van hoogstens 10 MB."
          accept=".pdf,application/pdf"
          error={problemAt(problems, 'bestand')}
          required
        />
        <Button icon="upload">Voeg toe</Button>
      </Form>
    </Panel>
  );
}
