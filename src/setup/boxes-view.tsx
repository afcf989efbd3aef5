import type { ComponentChildren } from 'preact';
import { Checkbox, Fieldset } from '../web/components/index.js';

/** Boxes under one legend, each by the name of its field and its label; `typed` says which are ticked. */
export function Boxes({
  legend,
  typed,
  children,
}: {
  legend: string;
  typed: Readonly<Record<string, string>>;
  children: readonly (readonly [string, string])[] | string[][];
}): ComponentChildren {
  return (
    <Fieldset name={`groep-${children[0]?.[0] ?? ''}`} legend={legend}>
      {children.map(([name = '', label = '']) => (
        <Checkbox name={name} label={label} checked={typed[name] === 'ja'} required="depends" />
      ))}
    </Fieldset>
  );
}
