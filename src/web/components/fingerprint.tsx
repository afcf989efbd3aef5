import { groupsOf, type DrawnGroups, type Group } from '../../kernel/drawn-groups.js';
import { inGroups, type Sha256 } from '../../kernel/fingerprint.js';
import { groupName, PAPER_FIELD, rowName, TICKED } from '../paper-form.js';
import { Checkbox } from './choices.js';
import { problemAt, type FieldProblem } from './error-summary.js';
import { FieldError, Fieldset } from './field.js';

/**
 * A fingerprint as printed on the paper PV: sixteen groups of four. A screen reader spells each digit; the eye gets
 * four groups a line on a phone and eight on a desk. Of groups in `hidden` nothing stands in the page. The copy button
 * appears only where the island runs.
 */
export function Fingerprint({
  value,
  copy = true,
  hidden = [],
}: {
  value: Sha256;
  copy?: boolean | undefined;
  /** Numbers of groups that whoever looks must still read from paper: then there is nothing to copy either. */
  hidden?: readonly number[] | undefined;
}) {
  const whole = hidden.length === 0;
  const copies = copy && whole;
  return (
    <div
      class="fingerprint"
      data-island={copies ? 'copy' : undefined}
      data-copy={copies ? inGroups(value) : undefined}
    >
      <code class="fingerprint__groups" data-fingerprint={whole ? value : undefined}>
        {groupsOf(value).map((group) =>
          hidden.includes(group.number) ? (
            <>
              <span class="fingerprint__group" aria-hidden="true">
                ····
              </span>
              <span class="visually-hidden">{`groep ${group.number} verborgen, `}</span>
            </>
          ) : (
            <Digits group={group} />
          ),
        )}
      </code>
      {copies ? (
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

function Digits({ group: { digits } }: { group: Group }) {
  return (
    <>
      <span class="fingerprint__group" aria-hidden="true">
        {digits}
      </span>
      <span class="visually-hidden">{`${digits.split('').join(' ')}, `}</span>
    </>
  );
}

/**
 * Asks to compare a file with the paper PV as the counting software does: the drawn groups are typed over, the twelve
 * others stand in three rows, each with one tick for *equal to the paper*. Read with readPaperForm. The digits of the drawn
 * groups stand nowhere in the page. With script the cursor moves on by itself; a group is marked when it has four digits,
 * never whether it is the right one.
 */
export function PaperInput({
  drawn: { hidden, rows },
  problems = [],
  typed = {},
}: {
  drawn: DrawnGroups;
  problems?: readonly FieldProblem[] | undefined;
  /** What was sent before, by field name. */
  typed?: Readonly<Record<string, string>> | undefined;
}) {
  return (
    <Fieldset
      legend="Vergelijk met het papieren proces-verbaal"
      name={PAPER_FIELD}
      description="Neem het papier erbij, niet dit scherm. Op het proces-verbaal staat de vingerafdruk in 16 groepen van 4 tekens."
      error={problemAt(problems, PAPER_FIELD)}
      class="fingerprint-input"
      island="fingerprint"
    >
      <p class="fingerprint-input__step" id="papier-typen">
        {`Typ groep ${listed(hidden)} over van het papier.`}
      </p>
      <div class="fingerprint-input__groups" role="group" aria-labelledby="papier-typen">
        {hidden.map((number) => (
          <GroupField
            number={number}
            value={typed[groupName(number)]}
            wrong={problemAt(problems, groupName(number)) !== undefined}
          />
        ))}
      </div>
      {hidden.map((number) => (
        <FieldError id={groupName(number)} text={problemAt(problems, groupName(number))} />
      ))}
      <p class="fingerprint-input__status" role="status" data-fingerprint-status />
      <p class="fingerprint-input__step">
        Vergelijk de andere 12 groepen met het papier. Zet per rij een vinkje.
      </p>
      {rows.map((row, i) => (
        <PaperRow
          row={row}
          number={i + 1}
          ticked={typed[rowName(i + 1)] === TICKED}
          error={problemAt(problems, rowName(i + 1))}
        />
      ))}
    </Fieldset>
  );
}

function PaperRow({
  row,
  number,
  ticked,
  error,
}: {
  row: readonly Group[];
  number: number;
  ticked: boolean;
  error: string | undefined;
}) {
  return (
    <div class="paper-row">
      <ol class="paper-row__groups">
        {row.map((group) => (
          <li class="paper-row__group">
            <span class="fingerprint-input__number">
              <span class="visually-hidden">Groep </span>
              {group.number}
            </span>
            <code>
              <Digits group={group} />
            </code>
          </li>
        ))}
      </ol>
      <Checkbox
        name={rowName(number)}
        value={TICKED}
        label={`Rij ${number} is gelijk aan het papier`}
        checked={ticked}
        error={error}
      />
    </div>
  );
}

function GroupField({ number, value, wrong }: { number: number; value: string | undefined; wrong: boolean }) {
  const name = groupName(number);
  return (
    <div class="fingerprint-input__field">
      <label class="fingerprint-input__number" for={name}>
        Groep {number}
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
        aria-describedby={wrong ? `${name}-fout` : undefined}
      />
    </div>
  );
}

/** `2, 5, 9 en 14`. */
function listed(numbers: readonly number[]): string {
  return `${numbers.slice(0, -1).join(', ')} en ${numbers.at(-1)}`;
}
