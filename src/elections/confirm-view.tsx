import {
  Alert,
  Button,
  Checkbox,
  ConfirmForm,
  Day,
  DescriptionList,
  ErrorSummary,
  FileInput,
  Fingerprint,
  Folded,
  Foreign,
  Form,
  List,
  Panel,
  Paragraph,
  problemAt,
  StatusBadge,
  TextArea,
  TextInput,
  TimeStamp,
  type FieldProblem,
} from '../web/components/index.js';
import { sha256, type Sha256 } from '../kernel/fingerprint.js';
import type { OfferedDefinition } from './definition.store.js';
import type { ElectionDefinition } from './definition.js';
import { OWN_COMMITTEE_FIELD } from './definition-upload.js';
import { factsOf } from './election-view.js';
import { electionPath } from './elections-view.js';
import type { Offers } from './show-set-up.js';

/** A form that was just sent. */
export interface SentForm {
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

/** Where an election's 110a is confirmed and replaced. */
export const definitionPath = (id: string, below = '') => electionPath(id, `/definitie${below}`);

/** Who did something, by id; null: the platform. */
export function personName(names: Offers['names'], id: string | null): string {
  return id === null ? 'het platform' : (names.get(id) ?? 'iemand die er niet meer is');
}

/** The box with which who offers a 110a lets the gemeente's own committee confirm it. */
export function OwnCommitteeBox({ label }: { label: string }) {
  return (
    <Checkbox
      name={OWN_COMMITTEE_FIELD}
      label={label}
      description="Zij vergelijken met hun eigen exemplaar. Een ander van de Kiesraad mag het ook nog steeds."
    />
  );
}

/** Everything that somebody looks through who confirms a 110a, without its fingerprint: they have it from elsewhere. */
export function DefinitionFacts({ definition }: { definition: ElectionDefinition }) {
  const { name, electionDate, nominationDate, registeredParties } = definition;
  return (
    <Panel title="Wat erin staat">
      <DescriptionList
        facts={[
          { term: 'Naam', value: <Foreign text={name} /> },
          { term: 'Dag van stemming', value: <Day day={electionDate} /> },
          { term: 'Dag van kandidaatstelling', value: <Day day={nominationDate} /> },
          ...factsOf({ definition }, null),
        ]}
      />
      {registeredParties.length === 0 ? null : (
        <Folded title={`Geregistreerde aanduidingen: ${registeredParties.length}`}>
          <List
            items={registeredParties.map((party) => (
              <Foreign text={party} />
            ))}
          />
        </Folded>
      )}
    </Panel>
  );
}

/** The ways to answer: with the typed fingerprint, with the file itself, or that it is not right. `own`: only to take it back. */
export function AnswerForms({
  offered: { electionId, number, sha256: value },
  own,
  sent,
}: {
  offered: OfferedDefinition;
  own: boolean;
  sent: SentForm;
}) {
  if (own)
    return (
      <>
        <Alert tone="info" title="Vraag een ander om te bevestigen">
          <Paragraph>Geef deze vingerafdruk niet door: de ander leest haar bij de bron.</Paragraph>
        </Alert>
        <Fingerprint value={sha256(value)} />
        <Form action={definitionPath(electionId, '/afwijzen')} label="Aanbod intrekken">
          <Button kind="secondary">Trek het aanbod in</Button>
        </Form>
      </>
    );
  return (
    <>
      <Form action={definitionPath(electionId, '/bevestigen')} label="Definitie bevestigen">
        <TextInput
          name="vingerafdruk"
          label="Vingerafdruk (SHA-256) van uw eigen 110a"
          description="Neem haar over van waar u de definitie zelf kreeg, niet van degene die haar hier aanbood. 64 tekens; spaties mogen."
          width="full"
          maxlength={400}
          value={sent.typed['vingerafdruk']}
          error={problemAt(sent.problems, 'vingerafdruk')}
          required
        />
        <Button>{number === 1 ? 'Bevestig en richt in' : 'Bevestig en vervang'}</Button>
      </Form>
      <Form action={definitionPath(electionId, '/vergelijken')} files label="Definitie vergelijken">
        <FileInput
          name="definitie"
          label="Of kies uw eigen bestand"
          accept=".xml,.eml"
          error={problemAt(sent.problems, 'definitie')}
          required
        />
        <Button kind="secondary">Vergelijk</Button>
      </Form>
      <TurnDownForm electionId={electionId} sent={sent} />
    </>
  );
}

function TurnDownForm({ electionId, sent }: { electionId: string; sent: SentForm }) {
  return (
    <Form action={definitionPath(electionId, '/afwijzen')} label="Definitie afwijzen">
      <TextArea
        name="waarom"
        label="Klopt het niet? Wat is er mis?"
        value={sent.typed['waarom']}
        error={problemAt(sent.problems, 'waarom')}
        rows={3}
        maxlength={1000}
        required
      />
      <Button kind="secondary">Wijs de definitie af</Button>
    </Form>
  );
}

/** Asks once more, when one's own copy was found to be equal. */
export function EqualCopy({ id, fingerprint }: { id: string; fingerprint: Sha256 }) {
  return (
    <ConfirmForm
      action={definitionPath(id, '/bevestigen')}
      hidden={{ vingerafdruk: fingerprint }}
      title="Uw exemplaar is gelijk"
      confirm="Bevestig de definitie"
      cancelHref={definitionPath(id)}
    >
      <Paragraph>Uw bestand is byte voor byte gelijk aan wat is aangeboden. Daarna geldt het.</Paragraph>
    </ConfirmForm>
  );
}

/** What a gemeente's own committee sees of the 110a that the Kiesraad offered to it. */
export function OwnDefinitionView({
  offered,
  sent,
}: {
  offered: OfferedDefinition & Pick<Offers, 'names'>;
  sent: SentForm;
}) {
  const { names, at, why, confirmation, definition } = offered;
  return (
    <>
      <ErrorSummary problems={sent.problems} />
      {confirmation === null ? (
        <Panel title="De Kiesraad vraagt: klopt dit?" id="wacht">
          <Paragraph>
            De Kiesraad bood deze verkiezingsdefinitie aan op <TimeStamp at={at} />. Vergelijk haar met uw
            eigen exemplaar. Tot u of een ander van de Kiesraad bevestigt, geldt zij niet.
          </Paragraph>
          {why === null ? null : (
            <Paragraph>
              Waarom een nieuwe: <Foreign text={why} longest={1000} />
            </Paragraph>
          )}
          <AnswerForms offered={offered} own={false} sent={sent} />
        </Panel>
      ) : (
        <Panel title="U hoeft niets meer te doen">
          <Paragraph>
            <Said offered={offered} names={names} />
          </Paragraph>
        </Panel>
      )}
      <DefinitionFacts definition={definition} />
    </>
  );
}

/** What was said of a definition, by whom, and why not. */
export function Said({
  offered: { confirmation, seat },
  names,
}: {
  offered: OfferedDefinition;
  names: Offers['names'];
}) {
  if (confirmation === null)
    return (
      <>
        <StatusBadge tone="waiting">wacht</StatusBadge>
        {seat === null ? null : ' ook op het stembureau van de gemeente'}
      </>
    );
  const { outcome, why, byPerson, at } = confirmation;
  return (
    <>
      <StatusBadge tone={outcome === 'confirmed' ? 'ok' : 'error'}>
        {outcome === 'confirmed' ? 'bevestigd' : 'afgewezen'}
      </StatusBadge>{' '}
      {personName(names, byPerson)}, <TimeStamp at={at} />
      {why === null ? null : (
        <>
          : <Foreign text={why} longest={1000} />
        </>
      )}
    </>
  );
}
