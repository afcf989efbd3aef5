import {
  AskAnother,
  ConfirmForms,
  Said,
  TakeBack,
  TurnDownForm,
  type SentForm,
  type Subject,
} from '../setup/answer-view.js';
import { personName } from '../setup/who-confirms.js';
import {
  Button,
  DataTable,
  FileInput,
  Form,
  Panel,
  Paragraph,
  problemAt,
  Select,
  TimeStamp,
} from '../web/components/index.js';
import { candidatesLabel, electionFilesPath } from './election-files-view.js';
import type { CandidateOffers } from './show-offers.js';

/** A list of candidates, in words; beside `lijst`, with which one is offered. */
export const CANDIDATES: Subject = {
  name: 'kandidatenlijst',
  title: 'Kandidatenlijst',
  copy: '230b',
  field: 'exemplaar',
};

interface OffersProps {
  readonly electionId: string;
  readonly offers: CandidateOffers;
  readonly sent: SentForm;
}

/** What waits for a second person or was turned down, with the forms to answer. */
export function OffersPanel({ electionId, offers: { offered, names, viewer }, sent }: OffersProps) {
  if (offered.length === 0) return null;
  const waiting = offered.filter(({ confirmation }) => confirmation === null);
  const own = waiting.filter(({ byPerson }) => byPerson === viewer);
  const others = waiting.filter(({ byPerson }) => byPerson !== viewer);
  const at = electionFilesPath(electionId);
  const answer = { subject: CANDIDATES, at, sent };
  return (
    <Panel title="Kandidatenlijsten die nog niemand kan ophalen" id="wacht">
      <DataTable
        caption="Wacht op een tweede persoon, of afgewezen"
        rows={offered}
        columns={[
          { header: 'Bestand', rowHeader: true, cell: candidatesLabel },
          {
            header: 'Aangeboden',
            cell: ({ at: when, byPerson }) => (
              <>
                <TimeStamp at={when} />, {personName(names, byPerson)}
              </>
            ),
          },
          { header: 'Stand', cell: (one) => <Said offered={one} names={names} /> },
        ]}
      />
      {others.length === 0 ? null : (
        <>
          <Paragraph>
            Vergelijk met uw eigen bestanden, van waar u ze zelf kreeg. Pas daarna kunnen de stembureaus ze
            ophalen.
          </Paragraph>
          <ConfirmForms {...answer} confirm="Bevestig en zet klaar" multiple />
          <TurnDownForm {...answer}>
            <Select
              name="kandidatenlijst"
              label="Welke kandidatenlijst?"
              width="full"
              options={others.map((one) => ({ value: one.id, label: candidatesLabel(one) }))}
              value={sent.typed['kandidatenlijst']}
              error={problemAt(sent.problems, 'kandidatenlijst')}
              required
            />
          </TurnDownForm>
        </>
      )}
      {own.length === 0 ? null : <AskAnother />}
      {own.map((one) => (
        <>
          <Paragraph>{candidatesLabel(one)}</Paragraph>
          <TakeBack
            at={at}
            value={one.sha256}
            label={`Aanbod intrekken: ${candidatesLabel(one)}`}
            hidden={{ kandidatenlijst: one.id }}
          />
        </>
      ))}
    </Panel>
  );
}

/** One of the Kiesraad offers a list of candidates. */
export function OfferForm({ electionId, problem }: { electionId: string; problem: string | undefined }) {
  return (
    <Panel title="Kandidatenlijst aanbieden" tone="accent">
      <Paragraph>
        Een ander van de Kiesraad bevestigt het bestand met een eigen exemplaar. Daarna kunnen de organen van
        deze verkiezing het ophalen, precies zoals u het aanbiedt.
      </Paragraph>
      <Form action={electionFilesPath(electionId)} files label="Kandidatenlijst aanbieden">
        <FileInput
          name="lijst"
          label="Kandidatenlijsten (230b)"
          description="Het bestand eindigt meestal op .eml.xml. Hoogstens 4 MB."
          accept=".xml,.eml"
          error={problem}
          required
        />
        <Button icon="upload">Bied aan</Button>
      </Form>
    </Panel>
  );
}
