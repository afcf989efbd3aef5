import { monitorAt } from '../declarations/monitor-view.js';
import { hasWords } from '../kernel/find-words.js';
import {
  Actions,
  DataTable,
  EmptyState,
  FilterForm,
  Link,
  LinkButton,
  Paragraph,
  Progress,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { DayElection, DoneOf, WholeDay } from './show-voting-day.js';

/** Where all elections of a voting day stand together. */
export const votingDayAt = (votingDay: string): string => `/overzicht/dag/${votingDay}`;

/** How all elections of a voting day stand, one line each; `words` narrows the lines and not the counts. */
export function VotingDayView({ day: { votingDay, elections }, words }: { day: WholeDay; words: string }) {
  const sum = (of: (election: DayElection) => DoneOf): DoneOf => ({
    done: elections.reduce((total, each) => total + of(each).done, 0),
    due: elections.reduce((total, each) => total + of(each).due, 0),
  });
  const [keys, declarations, files] = [
    sum((each) => each.keys),
    sum((each) => each.declarations),
    sum((each) => each.deliveries),
  ];
  const shown = elections.filter(({ id, name }) => hasWords(`${name} ${id}`, words));
  return (
    <>
      <Paragraph>{counted(elections.length, 'verkiezing', 'verkiezingen')} op deze dag.</Paragraph>
      <Progress label="Stembureaus met een goedgekeurde sleutel" done={keys.done} total={keys.due} />
      <Progress label="Verklaringen" done={declarations.done} total={declarations.due} />
      <Progress label="Bestanden geleverd" done={files.done} total={files.due} />
      <Actions>
        <LinkButton kind="secondary" href={monitorAt(votingDay)}>
          Verklaringen van deze dag
        </LinkButton>
        <LinkButton kind="subtle" icon="download" href={`${votingDayAt(votingDay)}/lijst.csv`} download>
          Lijst als CSV
        </LinkButton>
      </Actions>
      <FilterForm action={votingDayAt(votingDay)} active={words !== ''}>
        <TextInput name="zoek" type="search" label="Zoek een verkiezing" value={words} />
      </FilterForm>
      <Elections elections={shown} />
    </>
  );
}

function Elections({ elections }: { elections: readonly DayElection[] }) {
  return (
    <DataTable
      caption="Alle verkiezingen van deze dag"
      rows={elections}
      empty={<EmptyState title="Niets gevonden. Zoek op de naam of het id van de verkiezing." />}
      columns={[
        {
          header: 'Verkiezing',
          rowHeader: true,
          cell: ({ id, name }) => (
            <>
              <Link href={`/verkiezingen/${id}`}>{name}</Link> <small>{id}</small>
            </>
          ),
        },
        {
          header: 'Sleutels',
          cell: ({ id, keys: own }) => (
            <Link href={`/sleutels?verkiezing=${encodeURIComponent(id)}`}>{doneWords(own)}</Link>
          ),
        },
        { header: 'Verklaringen', cell: ({ declarations: own }) => doneWords(own) },
        {
          header: 'Bestanden',
          cell: ({ id, deliveries }) => (
            <Link href={`/overzicht?verkiezing=${encodeURIComponent(id)}`}>{doneWords(deliveries)}</Link>
          ),
        },
        {
          header: 'Laatste bestand',
          cell: ({ deliveries: { last } }) => (last === null ? '-' : <TimeStamp at={last} />),
        },
      ]}
    />
  );
}

/** `3 van 10`; `-` where nothing is due. */
function doneWords({ done, due }: DoneOf): string {
  return due === 0 ? '-' : `${done} van ${due}`;
}
