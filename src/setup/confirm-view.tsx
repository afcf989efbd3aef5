import {
  Checkbox,
  Day,
  DescriptionList,
  ErrorSummary,
  Folded,
  Foreign,
  List,
  Panel,
  Paragraph,
  TimeStamp,
} from '../web/components/index.js';
import {
  AskAnother,
  ConfirmForms,
  Said,
  TakeBack,
  TurnDownForm,
  type SentForm,
  type Subject,
} from './answer-view.js';
import type { OfferedDefinition } from '../elections/definition.store.js';
import type { ElectionDefinition } from '../elections/definition.js';
import { OWN_COMMITTEE_FIELD } from './definition-upload.js';
import { factsOf } from './election-view.js';
import { electionPath } from './elections-view.js';
import type { Offers } from './show-set-up.js';

/** Where an election's 110a is confirmed and replaced. */
export const definitionPath = (id: string, below = '') => electionPath(id, `/definitie${below}`);

/** A 110a, in words. */
export const DEFINITION: Subject = {
  name: 'definitie',
  title: 'Definitie',
  copy: '110a',
  field: 'definitie',
};

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
  const answer = { subject: DEFINITION, at: definitionPath(electionId), sent };
  if (own)
    return (
      <>
        <AskAnother />
        <TakeBack at={answer.at} value={value} />
      </>
    );
  return (
    <>
      <ConfirmForms {...answer} confirm={number === 1 ? 'Bevestig en richt in' : 'Bevestig en vervang'} />
      <TurnDownForm {...answer} />
    </>
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
