import {
  DescriptionList,
  EmptyState,
  Foreign,
  Link,
  Paragraph,
  Timeline,
  type TimelineStep,
} from '../web/components/index.js';
import { stateWords } from '../upload/words.js';
import type { History, Step } from './show-history.js';
import { SPOKEN_NUMBER } from '../kernel/spoken-number.js';

/** The history of a delivery: what it is, and every step of it. */
export function HistoryView({ history }: { history: History }) {
  const { submission, electionName, senderName, steps, page } = history;
  return (
    <>
      <DescriptionList
        facts={[
          { term: 'Stembureau', value: senderName },
          { term: 'Verkiezing', value: electionName },
          { term: 'Stand', value: stateWords(submission).text },
        ]}
      />
      {page === null ? (
        <Paragraph kind="small">
          De beheerder ziet wat er gebeurde, nooit het bestand of de cijfers.
        </Paragraph>
      ) : (
        <Paragraph>
          <Link href={page}>Naar de levering</Link>
        </Paragraph>
      )}
      {steps.length === 0 ? (
        <EmptyState title="Er is nog niets gebeurd" />
      ) : (
        <Timeline steps={steps.map(asStep)} precision="second" />
      )}
    </>
  );
}

function asStep({ at, title, who, facts }: Step): TimelineStep {
  return {
    ...{ at, title, who: <Foreign text={who} /> },
    facts: facts.map(({ label, text }) => (
      <>
        {label}:{' '}
        {SPOKEN_NUMBER.test(text) ? (
          <Link href={`/leveringen/nummer/${text}`}>{text}</Link>
        ) : (
          <Foreign text={text} longest={600} />
        )}
      </>
    )),
  };
}
