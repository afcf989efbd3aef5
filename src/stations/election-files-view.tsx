import { Link, List, Panel, Paragraph, TimeStamp } from '../web/components/index.js';
import type { CandidateFile } from './candidates.store.js';
import type { ElectionFiles } from './hand-out-files.js';

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

/** Of which kieskring a list of candidates is, in words. */
export function candidatesLabel({ contest }: Pick<CandidateFile, 'contest'>): string {
  if (contest === 'geen') return 'De kandidatenlijsten (230b)';
  return contest === 'alle'
    ? 'De kandidatenlijsten van alle kieskringen (230b)'
    : `De kandidatenlijsten van kieskring ${contest} (230b)`;
}
