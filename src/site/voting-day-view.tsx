import { monitorAt } from '../declarations/monitor-view.js';
import { pageOf } from '../elections/committee-list.js';
import { hasWords } from '../kernel/find-words.js';
import {
  Actions,
  DataTable,
  EmptyState,
  FilterForm,
  Link,
  LinkButton,
  Pagination,
  Paragraph,
  Progress,
  TextInput,
  TimeStamp,
} from '../web/components/index.js';
import { counted } from '../web/counted.js';
import type { DayElection, DoneOf, WholeDay } from './show-voting-day.js';

/** Where all elections of a voting day stand together. */
export const votingDayAt = (votingDay: string): string => `/overzicht/dag/${votingDay}`;

const PER_PAGE = 100;

/** How all elections of a voting day stand, one line each; `words` narrows the lines and not the counts, `page` counts from 1. */
export function VotingDayView({
  day: { votingDay, elections },
  words,
  page,
}: {
  day: WholeDay;
  words: string;
  page: number;
}) {
  const sum = (of: (election: DayElection) => DoneOf): DoneOf => ({
    done: elections.reduce((total, each) => total + of(each).done, 0),
    due: elections.reduce((total, each) => total + of(each).due, 0),
  });
  const [keys, declarations, files] = [
    sum((each) => each.keys),
    sum((each) => each.declarations),
    sum((each) => each.deliveries),
  ];
  const shown = pageOf(
    elections.filter(({ id, name }) => hasWords(`${name} ${id}`, words)),
    page,
    PER_PAGE,
  );
  const to = (other: number) =>
    `${votingDayAt(votingDay)}?${new URLSearchParams({ ...(words === '' ? {} : { zoek: words }), bladzijde: String(other) }).toString()}`;
  return (
    <>
      <Paragraph>{counted(elections.length, 'verkiezing', 'verkiezingen')} op deze dag.</Paragraph>
      <Progress label="Stembureaus met een goedgekeurde sleutel" done={keys.done} total={keys.due} />
      <Progress label="Verklaringen" done={declarations.done} total={declarations.due} />
      <Progress label="Bestanden geleverd" done={files.done} total={files.due} />
      <Actions>
        <LinkButton kind="secondary" href={`/sleutels?dag=${votingDay}`}>
          Sleutels per stembureau
        </LinkButton>
        <LinkButton kind="secondary" href={monitorAt(votingDay)}>
          Verklaringen per orgaan
        </LinkButton>
        <LinkButton kind="secondary" href={`/overzicht?dag=${votingDay}`}>
          Bestanden per stembureau
        </LinkButton>
        <LinkButton kind="subtle" icon="download" href={`${votingDayAt(votingDay)}/lijst.csv`} download>
          Lijst als CSV
        </LinkButton>
      </Actions>
      <FilterForm action={votingDayAt(votingDay)} active={words !== ''}>
        <TextInput name="zoek" type="search" label="Zoek een verkiezing" value={words} />
      </FilterForm>
      <Elections elections={shown.items} />
      <Pagination
        label="Bladeren in de verkiezingen"
        previous={shown.page > 1 ? to(shown.page - 1) : null}
        next={shown.page < shown.pages ? to(shown.page + 1) : null}
        status={`${shown.first} tot en met ${shown.first + shown.items.length - 1} van ${shown.total}`}
      />
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
          cell: ({ last }) => (last === null ? '-' : <TimeStamp at={last} />),
        },
      ]}
    />
  );
}

/** `3 van 10`; `-` where nothing is due. */
function doneWords({ done, due }: DoneOf): string {
  return due === 0 ? '-' : `${done} van ${due}`;
}
