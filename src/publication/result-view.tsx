import { committeeName } from '../elections/committees.js';
import { sizeWords } from '../kernel/recognise-file.js';
import {
  Alert,
  Code,
  DescriptionList,
  EmptyState,
  Fingerprint,
  Foreign,
  HashLines,
  Link,
  LinkButton,
  Panel,
  Paragraph,
  TimeStamp,
} from '../web/components/index.js';
import { PublicPapers } from './paper-view.js';
import type { PublicFile } from './publication.js';
import { AboutPaper } from './results-view.js';
import type { ShownResult } from './show-results.js';
import { resultPath, versionPath } from './words.js';

/** One file with every version that is public, its fingerprints and how to check them. */
export function ResultView({ shown }: { shown: ShownResult }) {
  const { plan, duty, versions, newer } = shown;
  return (
    <>
      {newer ? (
        <Alert tone="warning" title="Er is een nieuwere versie">
          <Paragraph>Die is geleverd, en nog niet openbaar. Wat hier staat, is vervangen.</Paragraph>
        </Alert>
      ) : null}
      {versions.length > 0 ? null : (
        <EmptyState title="Dit bestand is nog niet openbaar">
          <Paragraph>
            {committeeName(plan.committees, duty.body)} maakt het openbaar zodra het is geleverd (Kieswet{' '}
            {duty.law}).
          </Paragraph>
        </EmptyState>
      )}
      {versions.map((file) => (
        <Version shown={shown} file={file} />
      ))}
      {versions.length === 0 ? null : <HowToCheck />}
      {versions.length === 0 ? null : (
        <Paragraph>
          Klopt er volgens u iets niet in dit bestand?{' '}
          <Link href={`${resultPath(plan.definition.id, duty.about, duty.message)}/fout-melden`}>
            Meld het aan het centraal stembureau
          </Link>
        </Paragraph>
      )}
      <AboutPaper />
    </>
  );
}

const anchorOf = ({ publication }: PublicFile): string => `versie-${publication.version}`;

function Version({ shown: { plan, versions, papers }, file }: { shown: ShownResult; file: PublicFile }) {
  const { publication, fingerprint, deliveredAt, newest } = file;
  const beside = papers.get(publication.id) ?? [];
  const [last] = versions;
  return (
    <Panel
      title={`Versie ${publication.version}${newest ? '' : ', vervangen'}`}
      tone={newest ? 'accent' : 'plain'}
      id={anchorOf(file)}
      actions={<Where file={file} />}
    >
      {newest || last === undefined || last === file ? null : (
        <Paragraph>
          Deze versie geldt niet meer.{' '}
          <Link href={`#${anchorOf(last)}`}>Ga naar versie {last.publication.version}</Link>
        </Paragraph>
      )}
      <DescriptionList
        facts={[
          { term: 'Vingerafdruk, zoals op het proces-verbaal', value: <Fingerprint value={fingerprint} /> },
          { term: 'SHA-256', value: <Code>{fingerprint}</Code> },
          ...(publication.place.kind === 'here'
            ? [
                {
                  term: 'Bestand',
                  value: (
                    <>
                      <Foreign text={publication.place.name} /> ({sizeWords(publication.place.size)})
                    </>
                  ),
                },
              ]
            : []),
          { term: 'Geleverd', value: <TimeStamp at={deliveredAt} /> },
          {
            term: 'Openbaar',
            value: (
              <>
                <TimeStamp at={publication.at} />, door {committeeName(plan.committees, publication.by)}
              </>
            ),
          },
        ]}
      />
      {beside.length === 0 ? null : <PublicPapers file={file} papers={beside} />}
    </Panel>
  );
}

function Where({ file: { publication, electionId, about, message } }: { file: PublicFile }) {
  const { place, version } = publication;
  if (place.kind === 'elsewhere') return <Link href={place.address}>Bekijk het op de eigen site</Link>;
  return (
    <LinkButton href={versionPath(electionId, about, message, version)} download icon="download">
      Download versie {version}
    </LinkButton>
  );
}

function HowToCheck() {
  return (
    <Panel title="Is uw bestand hetzelfde?">
      <Paragraph>
        Reken de vingerafdruk uit van het bestand dat u hebt. Vergelijk alle 64 tekens met die hierboven, en
        met de 16 groepen op het papieren proces-verbaal.
      </Paragraph>
      <HashLines />
    </Panel>
  );
}
