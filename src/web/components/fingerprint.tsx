import { inGroups, type Sha256 } from '../../kernel/fingerprint.js';
import { groupName, GROUPS, splitInGroups, WHOLE_NAME } from '../fingerprint-form.js';
import { describedBy, Fieldset, FormField, type FieldProps } from './field.js';

const WHOLE: FieldProps = {
  name: WHOLE_NAME,
  label: 'Hele vingerafdruk',
  description: '64 tekens. Spaties en streepjes mogen.',
};

/**
 * A fingerprint as printed on the paper PV: sixteen groups of four. A screen reader spells each digit; the eye gets
 * four groups a line on a phone and eight on a desk. The copy button appears only where the island runs.
 */
export function Fingerprint({ value, copy = true }: { value: Sha256; copy?: boolean | undefined }) {
  return (
    <div
      class="fingerprint"
      data-island={copy ? 'copy' : undefined}
      data-copy={copy ? inGroups(value) : undefined}
    >
      <code class="fingerprint__groups" data-fingerprint={value}>
        {splitInGroups(value).map((group) => (
          <>
            <span class="fingerprint__group" aria-hidden="true">
              {group}
            </span>
            <span class="visually-hidden">{`${group.split('').join(' ')}, `}</span>
          </>
        ))}
      </code>
      {copy ? (
        <>
          <button
            class="utrecht-button utrecht-button--subtle copy-button"
            type="button"
            data-copy-button
            hidden
          >
            Kopieer
          </button>
          <span class="copy-status" role="status" data-copy-status />
        </>
      ) : null}
    </div>
  );
}

/**
 * Sixteen fields of four digits to type over from the paper PV, named `groep1` … `groep16`; below them one field,
 * `vingerafdruk`, for who prefers that. Read with readFingerprintForm. With script the cursor moves on by itself and
 * pasting anywhere fills all; a group is marked when it has four digits, never whether it is the right one: this
 * page must not help anyone to guess.
 */
export function FingerprintInput({
  legend = 'Vingerafdruk op het proces-verbaal',
  description = 'Typ de 16 groepen van 4 tekens over van het papieren proces-verbaal. Er komen alleen cijfers en de letters a tot en met f in voor.',
  error,
  values = [],
  wrong = [],
}: {
  legend?: string | undefined;
  description?: string | undefined;
  error?: string | undefined;
  /** What was typed before, group 1 first. */
  values?: readonly string[] | undefined;
  /** Groups (1-16) that are not four digits. */
  wrong?: readonly number[] | undefined;
}) {
  return (
    <Fieldset
      legend={legend}
      name="vingerafdruk-groepen"
      description={description}
      error={error}
      class="fingerprint-input"
      island="fingerprint"
    >
      <div class="fingerprint-input__groups">
        {Array.from({ length: GROUPS }, (_, i) => (
          <GroupField group={i + 1} value={values[i]} wrong={wrong.includes(i + 1)} />
        ))}
      </div>
      <p class="fingerprint-input__status" role="status" data-fingerprint-status />
      <details class="disclosure">
        <summary>Liever alles in één veld</summary>
        <FormField {...WHOLE} required>
          <input
            class="utrecht-textbox utrecht-textbox--html-input field-full"
            id={WHOLE_NAME}
            name={WHOLE_NAME}
            maxlength={200}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            {...describedBy(WHOLE)}
          />
        </FormField>
      </details>
    </Fieldset>
  );
}

function GroupField({ group, value, wrong }: { group: number; value: string | undefined; wrong: boolean }) {
  const name = groupName(group);
  return (
    <div class="fingerprint-input__field">
      <label class="fingerprint-input__number" for={name}>
        <span class="visually-hidden">Groep </span>
        {group}
      </label>
      <input
        class={`utrecht-textbox utrecht-textbox--html-input${wrong ? ' utrecht-textbox--invalid' : ''}`}
        id={name}
        name={name}
        value={value}
        maxlength={4}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={wrong ? 'true' : undefined}
      />
    </div>
  );
}
