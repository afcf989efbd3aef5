import {
  Button,
  Checkbox,
  ErrorSummary,
  Fieldset,
  Form,
  List,
  Panel,
  problemAt,
  TextInput,
  type FieldProblem,
} from '../web/components/index.js';
import { GROUPS, NOTICE_GROUPS, type NoticeGroup } from './notice-kinds.js';
import type { QuietHours } from './wish.js';

/** What always comes by mail, and a box for each of the rest. */
export function WishesView({
  mailed,
  hours,
  problems,
}: {
  mailed: readonly NoticeGroup[];
  hours: QuietHours;
  problems: readonly FieldProblem[];
}) {
  const time = (name: 'van' | 'tot', label: string, value: string) => (
    <TextInput
      name={name}
      label={label}
      description="Nederlandse tijd, zoals 22:00."
      value={value}
      error={problemAt(problems, name)}
      width="small"
      maxlength={5}
    />
  );
  return (
    <>
      <ErrorSummary problems={problems} />
      <Panel title="Dit krijgt u altijd, ook ’s nachts">
        <List
          items={NOTICE_GROUPS.filter((group) => GROUPS[group].bound).map((group) => GROUPS[group].title)}
        />
      </Panel>
      <Form action="/account/berichten" label="Waarover u mail krijgt">
        <Fieldset legend="Hierover krijgt u ook mail" name="mail">
          {NOTICE_GROUPS.filter((group) => !GROUPS[group].bound).map((group) => (
            <Checkbox name={group} label={GROUPS[group].title} checked={mailed.includes(group)} />
          ))}
        </Fieldset>
        <Fieldset
          legend="Stil: dan wacht de mail"
          name="stil"
          description="Laat leeg als mail altijd mag komen."
        >
          {time('van', 'Vanaf', hours.from)}
          {time('tot', 'Tot', hours.until)}
        </Fieldset>
        <Button kind="primary">Bewaar</Button>
      </Form>
    </>
  );
}
