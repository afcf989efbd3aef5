import { groupsOf } from '../kernel/drawn-groups.js';
import {
  Button,
  Checkbox,
  ErrorSummary,
  Fieldset,
  Foreign,
  Form,
  Panel,
  Paragraph,
  problemAt,
  RadioGroup,
  TextInput,
  type FieldProblem,
} from '../web/components/index.js';
import { CALLERS } from './key-call.js';
import type { CommitteeKey } from './key.js';
import type { Callable } from './record-call.js';

/** What a tick at a group is called in the form. */
export const groupField = (key: CommitteeKey, group: number): string => `${key.id}.${group}`;
/** The choice of a number that nobody of the committee gave here. */
export const OTHER_NUMBER = 'anders';

/** One call about the keys of a committee, for the Kiesraad. */
export interface CallViewProps {
  readonly id: string;
  readonly callable: Callable;
  /** `21:15`, on the clock of Amsterdam. */
  readonly now: string;
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
}

/** The form of a call: whom, by which number, and the groups as they are read out. */
export function CallView({ id, callable, now, problems, typed }: CallViewProps) {
  return (
    <>
      <ErrorSummary problems={problems} />
      <Form action={`/sleutels/${id}/gesprek`} label="Gesprek vastleggen">
        <Panel title="1. Bel het stembureau" tone="accent">
          <Paragraph>
            Gebruik een nummer dat u al kende, niet een nummer dat u net werd gegeven. Belt het stembureau u?
            Hang op en bel zelf terug.
          </Paragraph>
          <Numbers numbers={callable.numbers} problems={problems} typed={typed} />
          <RadioGroup
            name="beller"
            label="Wie belde wie?"
            options={Object.entries(CALLERS).map(([value, label]) => ({ value, label }))}
            value={typed['beller'] ?? 'council'}
            error={problemAt(problems, 'beller')}
          />
          <TextInput
            name="gesprokenMet"
            label="Met wie spreekt u?"
            value={typed['gesprokenMet']}
            error={problemAt(problems, 'gesprokenMet')}
            required
            maxlength={200}
          />
          <TextInput
            name="tijd"
            label="Hoe laat is het gesprek?"
            description="Uren en minuten, zoals 21:15."
            width="small"
            value={typed['tijd'] ?? now}
            error={problemAt(problems, 'tijd')}
            required
            maxlength={5}
          />
        </Panel>
        <Panel title="2. Vink af wat u hoort" tone="accent">
          <Paragraph>
            Laat het stembureau de vingerafdruk voorlezen uit zijn eigen certificaatbestand. Lees zelf niets
            voor. Vink elke groep af die u precies zo hoort.
          </Paragraph>
          {callable.keys.map((key) => (
            <KeyGroups item={key} callable={callable} problems={problems} typed={typed} />
          ))}
        </Panel>
        <Button>Leg het gesprek vast</Button>
      </Form>
    </>
  );
}

function Numbers({
  numbers,
  problems,
  typed,
}: Pick<Callable, 'numbers'> & Pick<CallViewProps, 'problems' | 'typed'>) {
  const options = numbers.map(({ name, phone }) => ({ value: phone, label: `${phone} (${name})` }));
  const other = { value: OTHER_NUMBER, label: 'Een ander nummer dat u al kende' };
  return (
    <>
      <RadioGroup
        name="nummer"
        label="Welk nummer?"
        options={[...options, other]}
        value={typed['nummer'] ?? options[0]?.value ?? OTHER_NUMBER}
        error={problemAt(problems, 'nummer')}
      />
      <TextInput
        name="anderNummer"
        label="Ander nummer"
        description="Alleen als u hierboven een ander nummer kiest."
        type="tel"
        value={typed['anderNummer']}
        error={problemAt(problems, 'anderNummer')}
        required="depends"
        maxlength={30}
      />
      <TextInput
        name="bron"
        label="Waar kende u dat andere nummer van?"
        description="Bijvoorbeeld: de lijst met contactpersonen van 1 februari."
        value={typed['bron']}
        error={problemAt(problems, 'bron')}
        required="depends"
        maxlength={200}
      />
    </>
  );
}

function KeyGroups({
  item,
  callable,
  problems,
  typed,
}: { item: CommitteeKey } & Pick<CallViewProps, 'callable' | 'problems' | 'typed'>) {
  return (
    <Fieldset
      legend={`${callable.elections.get(item.electionId) ?? item.electionId}`}
      name={item.id}
      error={problemAt(problems, item.id)}
    >
      <Paragraph>
        Houder: <Foreign text={item.subject} />
      </Paragraph>
      <div class="read-out">
        {groupsOf(item.fingerprint).map(({ number, digits }) => {
          const name = groupField(item, number);
          return <Checkbox name={name} label={`${number}. ${digits}`} checked={typed[name] !== undefined} />;
        })}
      </div>
    </Fieldset>
  );
}
