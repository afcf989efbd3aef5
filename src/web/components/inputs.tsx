import { describedBy, FormField, type FieldProps } from './field.js';

/** How wide a text field is: it hints at how much is expected. */
export type FieldWidth = 'small' | 'medium' | 'full';

/** Kinds of one-line field; they differ in keyboard and what the browser fills in. */
export type TextKind = 'text' | 'email' | 'tel' | 'search' | 'url' | 'date' | 'password';

/** Preact types every kind of input apart, by its role; the attributes that we set are the same for all of ours. */
function kindOf(type: TextKind): { type: 'text' } {
  return { type } as { type: 'text' };
}

/** A line of text. `value` is what was typed before, shown again after an error. */
export function TextInput({
  value,
  type = 'text',
  width = 'medium',
  autocomplete = 'off',
  inputmode,
  maxlength,
  ...field
}: FieldProps & {
  value?: string | undefined;
  type?: TextKind | undefined;
  width?: FieldWidth | undefined;
  autocomplete?: string | undefined;
  inputmode?: 'text' | 'numeric' | 'email' | 'tel' | undefined;
  maxlength?: number | undefined;
}) {
  const { name, id = name, error, required } = field;
  return (
    <FormField {...field}>
      <input
        class={`utrecht-textbox utrecht-textbox--html-input field-${width}${error === undefined ? '' : ' utrecht-textbox--invalid'}`}
        id={id}
        name={name}
        {...kindOf(type)}
        value={value}
        autocomplete={autocomplete}
        inputmode={inputmode}
        maxlength={maxlength}
        aria-required={required === true ? 'true' : undefined}
        spellcheck={false}
        {...describedBy(field)}
      />
    </FormField>
  );
}

/** Several lines of text. */
export function TextArea({
  value,
  rows = 4,
  maxlength,
  ...field
}: FieldProps & { value?: string | undefined; rows?: number | undefined; maxlength?: number | undefined }) {
  const { name, id = name, error, required } = field;
  return (
    <FormField {...field}>
      <textarea
        class={`utrecht-textarea utrecht-textarea--html-textarea${error === undefined ? '' : ' utrecht-textarea--invalid'}`}
        id={id}
        name={name}
        rows={rows}
        maxlength={maxlength}
        aria-required={required === true ? 'true' : undefined}
        {...describedBy(field)}
      >
        {value}
      </textarea>
    </FormField>
  );
}

/** One thing to choose. */
export interface Option {
  value: string;
  label: string;
  description?: string | undefined;
}

/** One choice from a list that is too long for radio buttons. `placeholder` is shown while nothing is chosen. */
export function Select({
  options,
  value,
  placeholder,
  width = 'medium',
  ...field
}: FieldProps & {
  options: readonly Option[];
  value?: string | undefined;
  placeholder?: string | undefined;
  width?: FieldWidth | undefined;
}) {
  const { name, id = name, error, required } = field;
  return (
    <FormField {...field}>
      <select
        class={`utrecht-select utrecht-select--html-select field-${width}${error === undefined ? '' : ' utrecht-select--invalid'}`}
        id={id}
        name={name}
        aria-required={required === true ? 'true' : undefined}
        {...describedBy(field)}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </FormField>
  );
}

/**
 * A choice of files. `accept` only narrows what the file window offers first; the server judges by content. The upload
 * island makes the area around it accept dropped files.
 */
export function FileInput({
  accept,
  multiple,
  ...field
}: FieldProps & { accept?: string | undefined; multiple?: boolean | undefined }) {
  const { name, id = name, required } = field;
  return (
    <FormField {...field}>
      <div class="file-drop" data-drop>
        <input
          class="file-input"
          id={id}
          name={name}
          type="file"
          accept={accept}
          multiple={multiple === true}
          required={required === true}
          {...describedBy(field)}
        />
        <p class="file-drop__hint" data-drop-hint hidden>
          of sleep het bestand hierheen
        </p>
      </div>
    </FormField>
  );
}
