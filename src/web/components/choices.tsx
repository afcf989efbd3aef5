import { describedBy, Description, FieldError, Fieldset, type FieldProps } from './field.js';
import type { Option } from './inputs.js';

interface ChoiceProps {
  type: 'checkbox' | 'radio';
  id: string;
  name: string;
  value: string;
  label: string;
  checked: boolean;
  required: boolean;
  description?: string | undefined;
  error?: string | undefined;
}

function Choice({ type, id, name, value, label, checked, required, description, error }: ChoiceProps) {
  const look =
    type === 'checkbox'
      ? 'utrecht-checkbox utrecht-checkbox--html-input'
      : 'utrecht-radio-button utrecht-radio-button--html-input';
  return (
    <div class={`choice${error === undefined ? '' : ' utrecht-form-field--invalid'}`}>
      <FieldError id={id} text={error} />
      <div class="choice__row">
        <input
          class={look}
          type={type}
          id={id}
          name={name}
          value={value}
          checked={checked}
          required={required}
          {...describedBy({ name, id, label, description, error })}
        />
        <div>
          <label class={`utrecht-form-label utrecht-form-label--${type}`} for={id}>
            {label}
          </label>
          <Description id={id} text={description} />
        </div>
      </div>
    </div>
  );
}

/** One box to tick. */
export function Checkbox({
  value = 'ja',
  checked,
  ...field
}: FieldProps & { value?: string | undefined; checked?: boolean | undefined }) {
  const { name, id = name, label, description, error, required } = field;
  return (
    <Choice
      type="checkbox"
      id={id}
      name={name}
      value={value}
      label={label}
      description={description}
      error={error}
      checked={checked === true}
      required={required === true}
    />
  );
}

/** Boxes under one question, of which several may be ticked. They share the name. */
export function CheckboxGroup({
  name,
  label,
  options,
  values = [],
  description,
  error,
}: FieldProps & { options: readonly Option[]; values?: readonly string[] | undefined }) {
  return (
    <Fieldset legend={label} name={name} description={description} error={error}>
      {options.map((option, i) => (
        <Choice
          type="checkbox"
          id={`${name}-${i + 1}`}
          name={name}
          value={option.value}
          label={option.label}
          description={option.description}
          checked={values.includes(option.value)}
          required={false}
        />
      ))}
    </Fieldset>
  );
}

/** One choice of a few, all in sight. The group carries `name` as its id, so that an error summary can link to it. */
export function RadioGroup({
  name,
  label,
  options,
  value,
  description,
  error,
}: FieldProps & { options: readonly Option[]; value?: string | undefined }) {
  return (
    <Fieldset legend={label} name={name} description={description} error={error}>
      {options.map((option, i) => (
        <Choice
          type="radio"
          id={`${name}-${i + 1}`}
          name={name}
          value={option.value}
          label={option.label}
          description={option.description}
          checked={option.value === value}
          required={false}
        />
      ))}
    </Fieldset>
  );
}
