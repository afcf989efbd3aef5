import { FilterForm, Select, StatusBadge } from '../web/components/index.js';
import { formatDay } from '../web/format-time.js';
import { SHOWN } from './monitor-words.js';
import type { DeclaringBody } from './who-declares.js';

/** How a body stands, in words and with a sign. */
export function StandingBadge({ body: { standing, state } }: { body: DeclaringBody }) {
  const { label, tone } = SHOWN[standing];
  return (
    <>
      <StatusBadge tone={tone}>{label}</StatusBadge>
      {state?.late === true ? (
        <>
          {' '}
          <StatusBadge tone="warning">te laat</StatusBadge>
        </>
      ) : null}
    </>
  );
}

/** Chooses a voting day; `action` shows what there is for it. */
export function ChooseDay({
  action,
  days,
  votingDay,
}: {
  action: string;
  days: readonly string[];
  votingDay: string;
}) {
  return (
    <FilterForm action={action} active={false} submit="Toon" label="Kies een stemming">
      <Select
        name="dag"
        label="Stemming"
        options={days.map((each) => ({ value: each, label: formatDay(each) }))}
        value={votingDay}
        required
      />
    </FilterForm>
  );
}
