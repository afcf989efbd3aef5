import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';

/** What every field has. `name` is also its id, unless `id` says otherwise (twice the same name on a page). */
export interface FieldProps {
  name: string;
  label: string;
  id?: string | undefined;
  /** How to fill it in, with an example. */
  description?: string | undefined;
  /** What is wrong and how to mend it, when the server turned it down. */
  error?: string | undefined;
  /** Unless true the label says *(niet verplicht)*; `depends`: the label itself says when it must be filled in. */
  required?: boolean | 'depends' | undefined;
}

/** The attributes that tie a field to its description and error, and say that it is wrong. */
export function describedBy({ name, id = name, description, error }: FieldProps) {
  const ids = [
    ...(description === undefined ? [] : [`${id}-uitleg`]),
    ...(error === undefined ? [] : [`${id}-fout`]),
  ];
  return {
    'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
    'aria-invalid': error === undefined ? undefined : ('true' as const),
  };
}

/** The description of a field or group, with the id that describedBy names. */
export function Description({ id, text }: { id: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <div class="utrecht-form-field-description" id={`${id}-uitleg`}>
      {text}
    </div>
  );
}

/** The error of a field or group, with sign and spoken word, with the id that describedBy names. */
export function FieldError({ id, text }: { id: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <div class="utrecht-form-field-error-message" id={`${id}-fout`}>
      <Icon name="error" />
      <span>
        <span class="visually-hidden">Fout: </span>
        {text}
      </span>
    </div>
  );
}

/** Label, description, error and then the field itself, which the caller gives with describedBy's attributes. */
export function FormField({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  const { name, id = name, label, description, error, required } = field;
  const invalid = error === undefined ? '' : ' utrecht-form-field--invalid';
  return (
    <div class={`utrecht-form-field utrecht-form-field--distanced${invalid}`}>
      <div class="utrecht-form-field__label">
        <label class="utrecht-form-label" for={id}>
          {label}
          {required === true || required === 'depends' ? null : (
            <span class="optional"> (niet verplicht)</span>
          )}
        </label>
      </div>
      <Description id={id} text={description} />
      <FieldError id={id} text={error} />
      <div class="utrecht-form-field__input">{children}</div>
    </div>
  );
}

/** Several fields under one question. */
export function Fieldset({
  legend,
  name,
  description,
  error,
  class: extra,
  island,
  children,
}: {
  legend: string;
  /** Id of the group; its description and error derive from it. */
  name: string;
  description?: string | undefined;
  error?: string | undefined;
  class?: string | undefined;
  island?: string | undefined;
  children: ComponentChildren;
}) {
  const invalid = error === undefined ? '' : ' utrecht-form-fieldset--invalid';
  const { 'aria-describedby': described } = describedBy({ name, label: legend, description, error });
  return (
    <div class={`utrecht-form-fieldset utrecht-form-fieldset--distanced${invalid} ${extra ?? ''}`}>
      <fieldset
        class="utrecht-form-fieldset__fieldset utrecht-form-fieldset__fieldset--html-fieldset"
        id={name}
        tabindex={-1}
        aria-describedby={described}
        data-island={island}
      >
        <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
          {legend}
        </legend>
        <Description id={name} text={description} />
        <FieldError id={name} text={error} />
        {children}
      </fieldset>
    </div>
  );
}
