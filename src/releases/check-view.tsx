import { inGroups } from '../kernel/fingerprint.js';
import {
  Alert,
  Code,
  DataTable,
  FileInput,
  Folded,
  Foreign,
  HashLines,
  Link,
  Panel,
  Paragraph,
  StatusBadge,
  TimeStamp,
} from '../web/components/index.js';
import { releaseName, type PublicRelease } from './release.js';

/** Where the check is, and what belongs to it. */
export const CHECK = '/controleren';

/** The place to choose a file. `list` is where a script finds the list; absent when the page holds it. */
export function CheckBox({ phone, list }: { phone: string; list?: string | undefined }) {
  return (
    <div data-island="release-check" data-list={list} data-phone={phone} class="release-check">
      <FileInput
        name="installatiebestand"
        label="Het bestand dat u hebt"
        required
        description="Bijvoorbeeld de installer van OSV of Abacus, hoogstens 4 GB. Het bestand gaat niet weg: alles gebeurt in uw browser."
      />
      <progress
        class="release-check__progress"
        max={1}
        value={0}
        hidden
        data-check-progress
        aria-label="Hoever de controle is"
      />
      <p role="status" class="utrecht-paragraph" data-check-status>
        Zonder JavaScript kan deze pagina uw bestand niet lezen. Gebruik dan een regel hieronder.
      </p>
      <div role="alert" data-check-answer />
    </div>
  );
}

/** One line per system, for who would rather not trust a browser. */
export function CommandLines() {
  return (
    <Panel title="Met één regel, zonder deze pagina">
      <Paragraph>
        Vergelijk wat u ziet met de vingerafdruk hieronder, alle 64 tekens. Zet uw eigen bestandsnaam in de
        regel.
      </Paragraph>
      <HashLines />
    </Panel>
  );
}

/** What is published: by name, with its fingerprint. */
export function PublishedFiles({ releases }: { releases: readonly PublicRelease[] }) {
  const rows = releases.flatMap((release) => release.files.map((file) => ({ release, file })));
  return (
    <DataTable
      caption="Gepubliceerde bestanden"
      rows={rows}
      empty={<Paragraph>Er is nog geen programmatuur gepubliceerd.</Paragraph>}
      columns={[
        { header: 'Bestand', rowHeader: true, cell: ({ file }) => <Foreign text={file.name} /> },
        { header: 'Programma', cell: ({ release }) => <Foreign text={releaseName(release)} /> },
        {
          header: 'Stand',
          cell: ({ release: { state } }) =>
            state === 'withdrawn' ? (
              <StatusBadge tone="error">ingetrokken</StatusBadge>
            ) : (
              <StatusBadge tone="ok">gepubliceerd</StatusBadge>
            ),
        },
        { header: 'Vingerafdruk (SHA-256)', cell: ({ file }) => <Code>{inGroups(file.sha256)}</Code> },
      ]}
    />
  );
}

/** The page that can be kept, and the list that anybody can check. */
export function KeepPage({ signed }: { signed: boolean }) {
  return (
    <Folded title="Bewaren, en controleren zonder netwerk">
      <Paragraph>
        <Link href={`${CHECK}/pagina.html`} download>
          Bewaar deze controle als één bestand
        </Link>
        . Het werkt zonder netwerk en zegt van welk moment het is. Wat daarna wordt ingetrokken, weet het
        niet.
      </Paragraph>
      <Paragraph>
        De lijst waarmee wordt vergeleken:{' '}
        <Link href={`${CHECK}/lijst.json`} download>
          lijst.json
        </Link>
        {signed ? (
          <>
            , ondertekend door het platform:{' '}
            <Link href={`${CHECK}/lijst.json.p7s`} download>
              lijst.json.p7s
            </Link>
          </>
        ) : (
          '; zij wordt nu ondertekend'
        )}
        .
      </Paragraph>
    </Folded>
  );
}

/** Said on top of a page that was saved. */
export function SavedNote({ at }: { at: Date }) {
  return (
    <Alert tone="info" title="Dit is een bewaarde pagina">
      <p>
        Zij is van <TimeStamp at={at} />. Wat daarna is uitgebracht of ingetrokken, weet zij niet.
      </p>
    </Alert>
  );
}
