import { FigureGroups, Foreign, List, Paragraph } from '../web/components/index.js';
import type { VersionBefore } from './describe-submission.js';
import { figureChanges, figureGroups, type FigureChanges, type Figures } from '../verify/figures.js';

/** Names of polling stations that are written out; of the rest how many there are. */
const WRITTEN_OUT = 20;

/** The figures in a count, and what is different from the version before it. */
export function CountFigures({ figures, before }: { figures: Figures; before: VersionBefore | null }) {
  const earlier = before?.figures ?? null;
  const changes = earlier && figureChanges(earlier, figures);
  const was = new Map(changes?.figures.map((line) => [line.what, line.before]));
  const groups = figureGroups(figures).map(({ title, lines }) => ({
    title,
    lines: lines.map((line) => ({ ...line, before: was.has(line.what) ? was.get(line.what) : undefined })),
  }));
  const gone = changes?.figures.filter(({ after }) => after === null) ?? [];
  return (
    <>
      {before === null ? null : <Changed changes={changes} before={before} />}
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
  changes,
  before: { number, figures },
}: {
  changes: FigureChanges | null;
  before: VersionBefore;
}) {
  if (figures === null)
    return <Paragraph>Van {number} zijn geen cijfers bewaard. Vergelijk zelf met het papier.</Paragraph>;
  if (changes === null)
    return (
      <Paragraph>
        <strong>Alle cijfers zijn gelijk aan die in {number}.</strong>
      </Paragraph>
    );
  const { stations } = changes;
  return (
    <>
      <Paragraph>
        <strong>Er zijn cijfers gewijzigd sinds {number}.</strong>{' '}
        {changes.figures.length > 0
          ? 'Hieronder staat bij elk gewijzigd cijfer wat het was.'
          : stations.length > 0
            ? 'De totalen zijn gelijk.'
            : 'De totalen zijn gelijk; er zijn stemmen verschoven tussen kandidaten.'}
      </Paragraph>
      {stations.length === 0 ? null : (
        <>
          <Paragraph>
            {stations.length === 1 ? 'In 1 stembureau' : `In ${stations.length} stembureaus`} is iets anders:
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
