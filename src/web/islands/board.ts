import { hasWords } from '../../kernel/find-words.js';
import { findNumber } from '../../kernel/spoken-number.js';
import { islands, part, say } from './dom.js';

/**
 * A list of hundreds that is searched while one types. The lines are all in the page; those that do not fit are hidden,
 * also in what the refresh brings. Enter goes to the first that fits. Where one was in the list stays where it was.
 */
class Board {
  private readonly search: HTMLInputElement;
  private readonly count: HTMLElement | null;
  private anchor: { readonly id: string; readonly top: number } | null = null;

  constructor(
    private readonly root: HTMLElement,
    search: HTMLInputElement,
  ) {
    this.search = search;
    this.count = part(root, 'data-board-count');
    search.addEventListener('input', () => {
      this.narrow();
      this.keepInAddress();
    });
    search.form?.addEventListener('submit', (event) => {
      const first = this.firstShown();
      if (document.activeElement !== search || search.value.trim() === '' || first === null) return;
      event.preventDefault();
      first.focus();
    });
    window.addEventListener('scroll', () => this.remember(), { passive: true });
    const content = part(root, 'data-refresh-content');
    if (content !== null)
      new MutationObserver(() => {
        this.narrow();
        this.restore();
      }).observe(content, { childList: true, subtree: true });
    root.addEventListener('change', () => this.countChosen());
    this.narrow();
    this.countChosen();
  }

  private rows(): HTMLTableRowElement[] {
    return [...this.root.querySelectorAll<HTMLTableRowElement>('.board-table tbody tr')];
  }

  private narrow(): void {
    const rows = this.rows();
    let shown = 0;
    for (const row of rows) {
      const fits = hasWords(searchText(row), this.search.value);
      if (row.hidden === fits) row.hidden = !fits;
      if (fits) shown += 1;
    }
    const total = this.count?.dataset['boardCount'] ?? String(rows.length);
    say(this.count, `${shown} van ${total} getoond.`);
  }

  private firstShown(): HTMLElement | null {
    return this.root.querySelector('.board-table tbody tr:not([hidden]) :is(a, input)');
  }

  /** So that going back, or loading anew, shows the same. */
  private keepInAddress(): void {
    const address = new URL(location.href);
    if (this.search.value === '') address.searchParams.delete('zoek');
    else address.searchParams.set('zoek', this.search.value);
    history.replaceState(history.state, '', address);
  }

  /** The first line in sight, and where it stands. */
  private remember(): void {
    const line = this.rows().find((row) => !row.hidden && row.getBoundingClientRect().bottom > 0);
    this.anchor = line === undefined ? null : { id: line.id, top: line.getBoundingClientRect().top };
  }

  private restore(): void {
    const line = this.anchor === null ? null : document.getElementById(this.anchor.id);
    if (line === null || this.anchor === null || window.scrollY === 0) return;
    window.scrollBy({ top: line.getBoundingClientRect().top - this.anchor.top, behavior: 'instant' });
  }

  private countChosen(): void {
    const boxes = this.root.querySelectorAll('.board-table input:checked').length;
    say(part(this.root, 'data-board-chosen'), boxes === 0 ? 'Nog niets gekozen.' : `${boxes} gekozen.`);
  }
}

const texts = new WeakMap<HTMLTableRowElement, string>();

/** What a line is found by, as the server has it: place, level, code, and the number of its file. */
function searchText(row: HTMLTableRowElement): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const number = findNumber(row.textContent ?? '');
  const text = `${row.cells[0]?.textContent ?? ''} ${number}`;
  texts.set(row, text);
  return text;
}

for (const root of islands('board')) {
  const search = root.querySelector<HTMLInputElement>('input[name="zoek"]');
  if (search !== null) new Board(root, search);
}
