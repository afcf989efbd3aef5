/** Semicolons, as a Dutch spreadsheet reads them, a byte order mark and CRLF; no cell can be taken for a formula. */
export function csvOf(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const cell = (text: string) => `"${text.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;
  return `\ufeff${[head, ...lines].map((line) => `${line.map(cell).join(';')}\r\n`).join('')}`;
}
