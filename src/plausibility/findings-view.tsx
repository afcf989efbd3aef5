import { Foreign, List } from '../web/components/index.js';
import { KIND_WORDS, reasonOf } from './finding-words.js';
import type { JudgedStation } from './plausibility.js';
import type { ShownPlausibility } from './show-plausibility.js';

/** What stands out in a station, each with its reason. */
export function FindingsView({
  station: { findings },
  shown: { bounds, names },
}: {
  station: JudgedStation;
  shown: ShownPlausibility;
}) {
  if (findings.length === 0) return <>Niets</>;
  return (
    <List
      items={findings.map((found) => (
        <>
          <strong>{KIND_WORDS[found.kind]}.</strong>{' '}
          <Foreign text={reasonOf(found, bounds, names)} longest={1000} />
        </>
      ))}
    />
  );
}
