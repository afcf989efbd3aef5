import { sizeWords } from '../kernel/recognise-file.js';
import {
  Code,
  DataTable,
  DescriptionList,
  Fingerprint,
  Foreign,
  Link,
  Panel,
  Paragraph,
  StatusBadge,
  Timeline,
  TimeStamp,
  type Fact,
  type StatusTone,
} from '../web/components/index.js';
import { fileAddress } from './manifest.js';
import { isPublic, stateName, type Release, type ReleaseState } from './release.js';

const LOOK: Readonly<Record<ReleaseState, StatusTone>> = {
  draft: 'neutral',
  approved: 'waiting',
  published: 'ok',
  withdrawn: 'error',
};

/** Where a release stands. */
export function ReleaseBadge({ release: { state } }: { release: Pick<Release, 'state'> }) {
  const name = stateName(state);
  return <StatusBadge tone={LOOK[state]}>{`${name[0]!.toUpperCase()}${name.slice(1)}`}</StatusBadge>;
}

/** Everything that is said of a release. */
export function AboutRelease({
  release,
  electionName,
}: {
  release: Release;
  electionName: (id: string) => string;
}) {
  const { about } = release;
  const facts: Fact[] = [
    { term: 'Stand', value: <ReleaseBadge release={release} /> },
    { term: 'Programma', value: <Foreign text={about.product} /> },
    { term: 'Versie', value: <Foreign text={about.version} /> },
    { term: 'Platform', value: <Foreign text={about.platform} /> },
    { term: 'Voor', value: about.elections.map(electionName).join(', ') },
    { term: 'Beschikbaar vanaf', value: <TimeStamp at={about.availableFrom} /> },
    {
      term: 'Draait',
      value: about.hosting === 'own' ? 'bij gemeenten en andere organen' : 'alleen bij de Kiesraad',
    },
    ...(about.source === null
      ? []
      : [{ term: 'Broncode', value: <Link href={about.source}>{about.source}</Link> }]),
  ];
  return (
    <>
      <DescriptionList facts={facts} />
      <Panel title="Wat is er nieuw">
        <Text text={about.notes} />
      </Panel>
      <Panel title="Test">
        <AssuranceText release={release} />
      </Panel>
      {about.build === null ? null : (
        <Panel title="Zelf bouwen">
          <pre class="utrecht-code-block">{about.build}</pre>
        </Panel>
      )}
    </>
  );
}

/** Plain text of several lines, as its writer broke them. */
function Text({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line) => (
        <Paragraph>
          <Foreign text={line} longest={20_000} />
        </Paragraph>
      ))}
    </>
  );
}

function AssuranceText({ release: { about } }: { release: Release }) {
  const { assurance } = about;
  if (assurance === null) return <Paragraph>Er is nog geen testuitslag en geen verklaring.</Paragraph>;
  if (assurance.kind === 'minorChange')
    return (
      <>
        <Paragraph>Een kleine wijziging: zij raakt de zetelverdeling niet en de beveiliging niet.</Paragraph>
        <Text text={assurance.statement} />
      </>
    );
  return (
    <>
      <Paragraph>
        Versie <Foreign text={assurance.version} /> is getest.{' '}
        <Link href={assurance.report}>Lees het testrapport</Link>.
      </Paragraph>
      <Text text={assurance.outcome} />
    </>
  );
}

/** The files with what they are recognised by; with a way to fetch them where that may be. */
export function FilesOfRelease({ release, now }: { release: Release; now: Date }) {
  const offered = release.state === 'published' && release.about.availableFrom <= now;
  return (
    <Panel title="Bestanden">
      {release.state === 'published' && !offered ? (
        <Paragraph>
          De bestanden zijn beschikbaar vanaf <TimeStamp at={release.about.availableFrom} />.
        </Paragraph>
      ) : null}
      {release.files.map((file) => (
        <section class="release-file" aria-label={file.name}>
          <Paragraph>
            {offered ? (
              <Link href={fileAddress(release.id, file.index)} download>
                {file.name}
              </Link>
            ) : (
              <strong>
                <Foreign text={file.name} longest={300} />
              </strong>
            )}{' '}
            ({sizeWords(file.size)})
          </Paragraph>
          <Paragraph kind="small">Vingerafdruk (SHA-256):</Paragraph>
          <Fingerprint value={file.sha256} />
          <details class="disclosure">
            <summary>SHA-512</summary>
            <Code>{file.sha512}</Code>
          </details>
        </section>
      ))}
    </Panel>
  );
}

interface Step {
  readonly at: Date;
  readonly title: string;
  readonly text?: string;
}

function stepsOf(release: Release): Step[] {
  const { approvals, about, made } = release;
  const steps: Step[] = [
    { at: made.at, title: 'Concept gemaakt' },
    ...approvals.map(({ at }, i) => ({
      at,
      title: i === 0 ? 'Goedgekeurd door een eerste persoon' : 'Goedgekeurd door een tweede persoon',
    })),
  ];
  if (!isPublic(release)) return steps;
  steps.push({ at: release.published.at, title: 'Gepubliceerd' });
  if (about.availableFrom > release.published.at)
    steps.push({ at: about.availableFrom, title: 'Bestanden beschikbaar' });
  if (release.state === 'withdrawn')
    steps.push({ at: release.withdrawn.at, title: 'Ingetrokken', text: release.reason });
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** From the first step to the last. */
export function ReleaseTimeline({ release }: { release: Release }) {
  return (
    <Panel title="Verloop">
      <Timeline
        steps={stepsOf(release).map(({ at, title, text }) => ({
          ...{ at, title },
          facts: text === undefined ? [] : [<Foreign text={text} longest={2000} />],
        }))}
      />
    </Panel>
  );
}

/** Releases in a list, each with the way to its page below `base`. */
export function ReleaseTable({
  releases,
  base,
  caption,
}: {
  releases: readonly Release[];
  base: '/programmatuur' | '/releases';
  caption: string;
}) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        {
          header: 'Programma',
          rowHeader: true,
          cell: ({ id, about }) => (
            <Link href={`${base}/${id}`}>
              {about.product} {about.version}
            </Link>
          ),
        },
        { header: 'Platform', cell: ({ about }) => <Foreign text={about.platform} /> },
        { header: 'Stand', cell: (release) => <ReleaseBadge release={release} /> },
        {
          header: 'Gepubliceerd',
          cell: (release) => (isPublic(release) ? <TimeStamp at={release.published.at} /> : 'nog niet'),
        },
      ]}
      rows={releases}
    />
  );
}
