import { HiddenFields, TextInput } from '../web/components/index.js';
import { DECOY_FIELD, TOKEN_FIELD } from './open-forms.js';

/** What a form for everybody carries unseen: that we showed it, and a field that people leave empty. */
export function OpenFormFields({ token }: { token: string }) {
  return (
    <>
      <HiddenFields values={{ [TOKEN_FIELD]: token }} />
      <div hidden>
        <TextInput name={DECOY_FIELD} label="Laat dit veld leeg" width="small" required="depends" />
      </div>
    </>
  );
}
