import type { Refused } from '../platform/http/form-turned-down.js';
import {
  Alert,
  Button,
  FileInput,
  Form,
  Link,
  List,
  Panel,
  Paragraph,
  TimeStamp,
} from '../web/components/index.js';
import type { ElectionFiles } from './hand-out-files.js';
import type { CandidateFile } from './station.store.js';

export const electionFilesPath = (id: string, rest = '') =>
  `/verkiezingsbestanden/${encodeURIComponent(id)}${rest}`;

/** What a committee fetches to set its counting software up: the program itself, the 110a and the 230b's. */
export function ElectionFilesPanel({ files }: { files: ElectionFiles }) {
  const { electionId: id, candidates } = files;
  return (
    <Panel title="Bestanden van deze verkiezing">
      <List
        items={[
          <Link href={`/programmatuur?zoek=${encodeURIComponent(id)}`}>
            Het telprogramma voor deze verkiezing
          </Link>,
          <Link href={electionFilesPath(id, '/definitie')} download>
            De verkiezingsdefinitie (110a)
          </Link>,
          ...candidates.map((file) => (
            <>
              <Link href={electionFilesPath(id, `/kandidaten/${file.id}`)} download>
                {candidatesLabel(file)}
              </Link>
              , versie {file.version} van <TimeStamp at={file.at} />
            </>
          )),
        ]}
      />
      {candidates.length === 0 ? (
        <Paragraph>De kandidatenlijsten (230b) staan hier nog niet.</Paragraph>
      ) : null}
    </Panel>
  );
}

function candidatesLabel({ contest }: CandidateFile): string {
  if (contest === 'geen') return 'De kandidatenlijsten (230b)';
  return contest === 'alle'
    ? 'De kandidatenlijsten van alle kieskringen (230b)'
    : `De kandidatenlijsten van kieskring ${contest} (230b)`;
}

/** The Kiesraad puts a list of candidates ready. */
export function OfferForm({
  electionId,
  refused,
  problem,
}: {
  electionId: string;
  refused: Refused | null;
  problem: string | undefined;
}) {
  return (
    <Panel title="Kandidatenlijst klaarzetten" tone="accent">
      {refused === null || problem !== undefined ? null : (
        <Alert tone="error" title={refused.title} live>
          <Paragraph>{refused.detail}</Paragraph>
        </Alert>
      )}
      <Paragraph>
        De organen van deze verkiezing kunnen het bestand daarna ophalen, precies zoals u het klaarzet.
      </Paragraph>
      <Form action={electionFilesPath(electionId)} files label="Kandidatenlijst klaarzetten">
        <FileInput
          name="lijst"
          label="Kandidatenlijsten (230b)"
          description="Het bestand eindigt meestal op .eml.xml. Hoogstens 4 MB."
          accept=".xml,.eml"
          error={problem ?? (refused === null ? undefined : 'Kies een ander bestand.')}
          required
        />
        <Button icon="upload">Zet klaar</Button>
      </Form>
    </Panel>
  );
}
