import { Fieldset, problemAt, TextInput } from '../web/components/index.js';
import type { SentForm } from './answer-view.js';
import { BOUND_FIELDS } from './decisions-form.js';

/** From where on the count of a station stands out, to fill in. */
export function BoundsFields({ typed, problems }: SentForm) {
  return (
    <Fieldset
      name="grenzen"
      legend="Vanaf wanneer een uitslag opmerkelijk is"
      description="Eerst staan hier de grenzen van het Hulpmiddel ControleProtocol."
    >
      {Object.values(BOUND_FIELDS).map(([name, label]) => (
        <TextInput
          name={name}
          label={label}
          width="small"
          value={typed[name]}
          error={problemAt(problems, name)}
          maxlength={7}
          required
        />
      ))}
    </Fieldset>
  );
}
