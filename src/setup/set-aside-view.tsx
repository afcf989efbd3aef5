import type { Level } from '../kernel/committee.js';
import {
  Alert,
  Button,
  Checkbox,
  ConfirmForm,
  DataTable,
  ErrorSummary,
  Foreign,
  Form,
  LinkButton,
  List,
  Panel,
  Paragraph,
  TextArea,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { exemptionLaw } from '../elections/duties.js';
import type { KeptExemption } from '../elections/election.store.js';
import type { SetAside } from './set-aside.js';

/** Where a committee sets its outcome aside. */
export const SET_ASIDE_PATH = '/buiten-beschouwing';

/** By which article a committee of this level does so. */
export const setAsideLaw = (level: Level): string => `Kieswet ${exemptionLaw('setAside', level)}`;

/** Whether the outcome is set aside now, the form to do so, and what was before. */
export function SetAsideView({
  shown,
  problems,
  typed,
}: {
  shown: SetAside;
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  const { inForce, before, committee } = shown;
  return (
    <>
      <ErrorSummary problems={problems} />
      {inForce === null ? (
        <Panel title="Wanneer doet u dit?">
          <Paragraph>
            Alleen als allebei waar is ({setAsideLaw(committee.level)}). Daarna stelt u de uitkomst vast
            zonder de programmatuur.
          </Paragraph>
          <List
            items={[
              'De Kiesraad krijgt meteen bericht, en iedereen die uw bestand heeft of zou krijgen.',
              'Uw bestand telt bij hen niet meer mee. U hoeft het niet te leveren.',
              'Levert u daarna toch een bestand, dan telt dat weer mee.',
            ]}
          />
          <DeclareForm problems={problems} typed={typed} />
        </Panel>
      ) : (
        <InForce exemption={inForce} />
      )}
      {before.length === 0 ? null : <Before exemptions={before} />}
    </>
  );
}

function DeclareForm({
  problems,
  typed,
}: {
  problems: readonly FieldProblem[];
  typed: Readonly<Record<string, string>>;
}) {
  const error = (field: string) => problems.find((problem) => problem.field === field)?.message;
  return (
    <Form action={SET_ASIDE_PATH} label="Uitkomst buiten beschouwing laten">
      <Checkbox
        name="nietBetrouwbaar"
        label="De programmatuur werkte niet betrouwbaar"
        checked={typed['nietBetrouwbaar'] !== undefined}
        error={error('nietBetrouwbaar')}
        required
      />
      <Checkbox
        name="nietTijdigHersteld"
        label="Dat kon niet op tijd worden hersteld"
        checked={typed['nietTijdigHersteld'] !== undefined}
        error={error('nietTijdigHersteld')}
        required
      />
      <TextArea
        name="toelichting"
        label="Wat ging er mis?"
        description="De Kiesraad leest dit."
        value={typed['toelichting']}
        error={error('toelichting')}
        maxlength={1000}
        required
      />
      <Button kind="danger">Laat de uitkomst buiten beschouwing</Button>
    </Form>
  );
}

function InForce({ exemption: { id, since, note } }: { exemption: KeptExemption }) {
  return (
    <Alert tone="warning" title="U laat de uitkomst van de programmatuur buiten beschouwing">
      <Paragraph>
        Sinds <TimeStamp at={new Date(since ?? 0)} />. <Foreign text={note} longest={1000} />
      </Paragraph>
      <LinkButton kind="secondary" href={endingPath(id)}>
        Gebruik de uitkomst toch
      </LinkButton>
    </Alert>
  );
}

const endingPath = (id: string) => `${SET_ASIDE_PATH}/${id}/beeindigen`;

function Before({ exemptions }: { exemptions: readonly KeptExemption[] }) {
  return (
    <DataTable
      caption="Eerder buiten beschouwing gelaten"
      rows={exemptions}
      columns={[
        { header: 'Van', rowHeader: true, cell: ({ since }) => <TimeStamp at={new Date(since ?? 0)} /> },
        { header: 'Tot', cell: ({ until }) => <TimeStamp at={new Date(until ?? 0)} /> },
        { header: 'Toelichting', cell: ({ note }) => <Foreign text={note} longest={1000} /> },
      ]}
    />
  );
}

/** What follows when a committee uses its outcome after all. */
export function EndSetAside({ exemption }: { exemption: KeptExemption }) {
  return (
    <ConfirmForm
      action={endingPath(exemption.id)}
      title="De uitkomst telt weer mee"
      confirm="Gebruik de uitkomst toch"
      cancelHref={SET_ASIDE_PATH}
    >
      <Paragraph>
        Wat u eerder leverde, telt bij alle ontvangers weer mee. Leverde u nog niets, dan ontbreekt uw bestand
        en moet u het leveren. De Kiesraad en de ontvangers krijgen bericht.
      </Paragraph>
    </ConfirmForm>
  );
}
