import { islands, part, say } from './dom.js';
import { hexDigits, spread } from './hex-groups.js';

/**
 * Makes typing groups over from paper quick: the cursor moves on after four digits and back on Backspace, other characters
 * are left out, pasting groups fills as many. It knows nothing of the digits to be typed and so cannot give them away.
 */
function enhance(root: HTMLElement): void {
  const fields = [...root.querySelectorAll<HTMLInputElement>('.fingerprint-input__groups input')];
  const status = part(root, 'data-fingerprint-status');

  const mark = (): void => {
    for (const field of fields) {
      const complete = /^[0-9a-f]{4}$/i.test(field.value);
      field.parentElement?.classList.toggle('fingerprint-input__field--complete', complete);
    }
    const done = fields.filter((field) => /^[0-9a-f]{4}$/i.test(field.value)).length;
    // announced when all are there: at every key would drown what the screen reader says of the field
    say(status, done === fields.length ? `Alle ${fields.length} groepen zijn ingevuld.` : '');
  };

  /** What was wrong with a field is over when it is typed anew. */
  const mend = (field: HTMLInputElement): void => {
    if (!/^[0-9a-f]{4}$/i.test(field.value)) return;
    field.removeAttribute('aria-invalid');
    field.classList.remove('utrecht-textbox--invalid');
  };

  const goTo = (index: number): void => {
    fields[index]?.focus();
    fields[index]?.select();
  };

  fields.forEach((field, index) => {
    field.addEventListener('input', (event) => {
      const digits = hexDigits(field.value).slice(0, 4);
      if (digits !== field.value) field.value = digits;
      mend(field);
      mark();
      // composing: an on-screen keyboard is still deciding; moving on would lose its letters
      if (digits.length === 4 && !event.isComposing) goTo(index + 1);
    });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Backspace' && field.value === '' && index > 0) {
        event.preventDefault();
        goTo(index - 1);
      }
    });
    field.addEventListener('paste', (event) => {
      const filled = spread(event.clipboardData?.getData('text') ?? '', index, fields.length);
      event.preventDefault();
      if (filled === null) {
        say(
          status,
          'Dit past hier niet. Typ alleen de gevraagde groepen over: cijfers en de letters a tot en met f.',
        );
        return;
      }
      for (const [at, digits] of filled) {
        const target = fields[at];
        if (target === undefined) continue;
        target.value = digits;
        mend(target);
      }
      mark();
      goTo(Math.min(Math.max(...filled.keys()) + 1, fields.length - 1));
    });
  });
  mark();
}

for (const root of islands('fingerprint')) enhance(root);
