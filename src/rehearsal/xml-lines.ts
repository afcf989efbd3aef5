type Attributes = Readonly<Record<string, string>>;

/**
 * Writes XML in one of the two ways that count files come in: OSV puts everything on one line and writes empty elements
 * with an end tag; Abacus indents by two spaces and closes empty elements at once. `take` gives what was written since
 * the last call, so that a large file never stands in memory whole.
 */
export class XmlLines {
  private text = '';
  private readonly open: string[] = [];

  constructor(private readonly style: 'osv' | 'abacus') {
    if (style === 'abacus') this.text = '<?xml version="1.0" encoding="UTF-8"?>\n';
  }

  start(name: string, attributes: Attributes = {}): void {
    this.text += `${this.indent()}<${name}${written(attributes)}>${this.lineEnd()}`;
    this.open.push(name);
  }

  end(): void {
    const name = this.open.pop();
    if (name === undefined) throw new Error('no element is open');
    this.text += `${this.indent()}</${name}>${this.lineEnd()}`;
  }

  /** Closes whatever is still open. */
  endAll(): void {
    while (this.open.length > 0) this.end();
  }

  /** An element with text only; an empty element when there is none. */
  leaf(name: string, value: string | number = '', attributes: Attributes = {}): void {
    const text = escaped(String(value));
    const opened = `${this.indent()}<${name}${written(attributes)}`;
    const short = text === '' && this.style === 'abacus';
    this.text += short ? `${opened}/>${this.lineEnd()}` : `${opened}>${text}</${name}>${this.lineEnd()}`;
  }

  take(): string {
    const text = this.text;
    this.text = '';
    return text;
  }

  private indent(): string {
    return this.style === 'abacus' ? '  '.repeat(this.open.length) : '';
  }

  private lineEnd(): string {
    return this.style === 'abacus' ? '\n' : '';
  }
}

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
}

function escaped(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
