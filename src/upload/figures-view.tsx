import { FigureGroups, Foreign, Link, List, Paragraph } from '../web/components/index.js';
import type { VersionBefore } from './version-before.js';
import type { DeliveredType } from '../kernel/committee.js';
import {
  figureChanges,
  figureGroups,
  figuresDiffer,
  unitsOf,
  type ChangedFigure,
  type Figures,
} from '../verify/figures.js';

/** Names of polling stations that are written out; of the rest how many there are. */
const WRITTEN_OUT = 20;

const PHASE_WORDS = {
  'eerste zitting': 'Volgens het bestand is dit de telling van de eerste zitting.',
  corrigendum: 'Volgens het bestand is dit een telling uit een volgende zitting (corrigendum).',
} as const;

/** The figures in a count, and what is different from the version before it. */
export function CountFigures({
  figures,
  before,
  type,
  path,
}: {
  figures: Figures;
  before: VersionBefore | null;
  type: DeliveredType | null;
  /** Of the delivery; what says more of the figures stands under it. */
  path: string;
}) {
  const differ = figuresDiffer(before?.figures ?? null, figures);
  const changes = differ === true ? figureChanges(before!.figures, figures, type) : null;
  const was = new Map(changes?.map((line) => [line.key, line.before]));
  const groups = figureGroups(figures, type).map(({ title, lines }) => ({
    title,
    lines: lines.map((line) => ({ ...line, before: was.has(line.key) ? was.get(line.key) : undefined })),
  }));
  const gone = changes?.filter(({ after }) => after === null) ?? [];
  return (
    <>
      {figures.phase === undefined ? null : <Paragraph>{PHASE_WORDS[figures.phase]}</Paragraph>}
      {before === null ? null : <Changed differ={differ} changes={changes} before={before} type={type} />}
      {differ === true ? (
        <Paragraph>
          <Link href={`${path}/verschillen`}>Alle verschillen, tot op de kandidaat</Link>
        </Paragraph>
      ) : null}
      {type === '510b' && figures.units > 0 ? (
        <Paragraph>
          <Link href={`${path}/plausibiliteit`}>Wat opvalt, per stembureau</Link>
        </Paragraph>
      ) : null}
      <FigureGroups groups={groups} />
      {gone.length === 0 ? null : (
        <FigureGroups
          groups={[
            {
              title: 'Staat niet meer in het bestand',
              lines: gone.map(({ what, before: votes }) => ({ what, votes })),
            },
          ]}
        />
      )}
    </>
  );
}

function Changed({
  differ,
  changes,
  before: { number, stations },
  type,
}: {
  differ: boolean | null;
  changes: readonly ChangedFigure[] | null;
  before: VersionBefore;
  type: DeliveredType | null;
}) {
  if (differ === null)
    return (
      <Paragraph>
        De cijfers zijn niet te vergelijken met die van {number}. Vergelijk zelf met het papier.
      </Paragraph>
    );
  if (changes === null)
    return (
      <Paragraph>
        <strong>Alle cijfers zijn gelijk aan die in {number}.</strong>
      </Paragraph>
    );
  return (
    <>
      <Paragraph>
        <strong>Er zijn cijfers gewijzigd sinds {number}.</strong>{' '}
        {changes.length > 0
          ? 'Hieronder staat bij elk gewijzigd cijfer wat het was.'
          : stations.length > 0
            ? 'De totalen zijn gelijk.'
            : 'De totalen zijn gelijk. Bij kandidaten of daaronder is iets anders.'}
      </Paragraph>
      {stations.length === 0 ? null : (
        <>
          <Paragraph>
            {stations.length} van de {unitsOf(type)} {stations.length === 1 ? 'is' : 'zijn'} anders:
          </Paragraph>
          <List
            items={[
              ...stations.slice(0, WRITTEN_OUT).map(({ name, how }) => (
                <>
                  <Foreign text={name} /> {HOW[how]}
                </>
              )),
              ...(stations.length > WRITTEN_OUT ? [`en nog ${stations.length - WRITTEN_OUT}`] : []),
            ]}
          />
        </>
      )}
    </>
  );
}

const HOW = { changed: '', added: '(stond er niet)', gone: '(staat er niet meer)' } as const;
