/** A cell in quotes that no spreadsheet takes for a formula; a number below zero is none. */
export function csvCell(text: string): string {
  return `"${text.replace(/^(?=[=+\-@\t\r])(?!-\d+$)/, "'").replaceAll('"', '""')}"`;
}

/** One line of such cells between semicolons, as a Dutch spreadsheet reads them, with CRLF. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(';')}\r\n`;
}

/** {@link csvLine}s under a head, with a byte order mark. */
export function csvOf(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return `\ufeff${[head, ...lines].map(csvLine).join('')}`;
}
