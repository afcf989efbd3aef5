import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { madeCount } from '../../../test/support/made-count.js';
import { SHARED, describeWithShared } from '../../../test/support/shared-data.js';
import type { Block } from './count.js';
import { createCountReader } from './count-reader.js';
import { XmlFailure } from './xml-failure.js';
import { XmlReader } from './xml-reader.js';

/** What a reader says of a document: start tags with sorted attributes, text, ends; null when it refuses it. */
type Events = readonly string[] | null;

class Sayer {
  readonly said: string[] = [];
  private text = '';

  start(name: string, attributes: readonly string[]): void {
    this.flush();
    this.said.push([`<${name}`, ...[...attributes].sort()].join(' '));
  }

  add(text: string): void {
    this.text += text;
  }

  end(): void {
    this.flush();
    this.said.push('>');
  }

  private flush(): void {
    if (this.text !== '') this.said.push(JSON.stringify(this.text));
    this.text = '';
  }
}

function ours(document: string): Events {
  const sayer = new Sayer();
  const name = (id: number) => `{${reader.expandedName(id).uri}}${reader.expandedName(id).local}`;
  const reader: XmlReader = new XmlReader({
    start(id, tag) {
      const attributes = Array.from(
        { length: tag.count },
        (_, i) => `${name(tag.nameOf(i))}=${JSON.stringify(tag.value(i))}`,
      );
      sayer.start(name(id), attributes);
    },
    text: (bytes, from, to) => sayer.add(Buffer.from(bytes.subarray(from, to)).toString()),
    end: () => sayer.end(),
  });
  try {
    reader.push(Buffer.from(document));
    reader.end();
    return sayer.said;
  } catch (error) {
    if (error instanceof XmlFailure) return null;
    throw error;
  }
}

function saxes(document: string): Events {
  const sayer = new Sayer();
  let depth = 0;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ uri, local, attributes }) => {
    depth++;
    const kept = Object.values(attributes).filter((one) => one.name !== 'xmlns' && one.prefix !== 'xmlns');
    sayer.start(
      `{${uri}}${local}`,
      kept.map((one) => `{${one.uri}}${one.local}=${JSON.stringify(one.value)}`),
    );
  });
  parser.on('text', (text) => depth > 0 && sayer.add(text));
  parser.on('cdata', (text) => sayer.add(text));
  parser.on('closetag', () => {
    depth--;
    sayer.end();
  });
  try {
    parser.write(document).close();
    return sayer.said;
  } catch {
    return null;
  }
}

function libxml2(documents: readonly string[]): Events[] {
  const script = path.resolve(__dirname, '../../../test/support/xml-events.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
    input: JSON.stringify(documents),
    maxBuffer: 512 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString()) as Events[];
}

/** Libxml2 also asks that a namespace's name is a URI, which Namespaces in XML does not make an error. */
const NAMESPACE = /^(?:"|>|<\{(?:urn:[\w:]+|http:\/\/[\w./]+#?|u|)\})/;

describe('agreement with saxes and libxml2', () => {
  const document = `<?xml version="1.0"?>\n<!-- x -->${madeCount({
    units: 1,
    gap: '\r\n',
    lists: [[1, 'É & <', 2]],
  })
    .replace('<Cast>', '<k:x xmlns:k="urn:k" k:a="1&#10;2" a=\'"\'>a<![CDATA[<]]>&#x20AC;</k:x><Cast>')
    .replace('<TotalVotes>', '<TotalVotes xmlns:kr="urn:other"><?p q?>')}\n`;

  it('on what a count may hold', () => {
    const own = ours(document);
    expect(own).not.toBeNull();
    expect(saxes(document)).toEqual(own);
    expect(libxml2([document])).toEqual([own]);
  });

  it('on documents with a piece changed: accepted by us means accepted by both, as the same', () => {
    const pieces = [
      '',
      '<',
      '>',
      '/',
      '"',
      '&',
      ';',
      ' ',
      '=',
      ':',
      'x',
      '-',
      '?',
      '!',
      ']]>',
      'é',
      'xmlns:k="u" ',
      '&#60;',
    ];
    let state = 1_517;
    const next = (below: number) =>
      Math.floor(((state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1) / 2 ** 31) * below);
    const changed = Array.from({ length: 600 }, () => {
      const at = next(document.length);
      return document.slice(0, at) + pieces[next(pieces.length)]! + document.slice(at + next(3));
    });
    const own = changed.map(ours);
    const comparable = (events: Events) => events?.every((event) => NAMESPACE.test(event)) ?? false;
    const accepted = changed.filter((_, i) => comparable(own[i]!));
    expect(accepted.length).toBeGreaterThan(60);
    const said = own.filter(comparable);
    expect(accepted.map(saxes)).toEqual(said);
    expect(libxml2(accepted)).toEqual(said);
    const refused = changed.filter((_, i) => own[i] === null);
    const acceptedByOthers = libxml2(refused).flatMap((events, i) => (events === null ? [] : [refused[i]!]));
    expect(acceptedByOthers.filter((one) => saxes(one) !== null)).toEqual([]);
  });

  describeWithShared('on every file of ../shared/eml', () => {
    const files = readdirSync(path.join(SHARED, 'eml'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.xml'))
      .map((name) => readFileSync(path.join(SHARED, 'eml', name), 'utf8'));

    it('as events', () => {
      const own = files.map(ours);
      expect(own.filter((events) => events === null)).toHaveLength(1);
      expect(files.map(saxes)).toEqual(own);
      expect(libxml2(files)).toEqual(own);
    });

    it('as counts', () => {
      const counts = files.filter((file) => /<EML[^>]*Id="510[bcd]"/.test(file));
      expect(counts.length).toBeGreaterThan(5);
      for (const file of counts) {
        const reader = createCountReader();
        reader.push(Buffer.from(file));
        const reading = reader.end();
        if (reading.kind === 'failed') throw reading.failure;
        const { totals, units } = reading.count;
        expect([totals!, ...units.map(({ block }) => block)].map(plain)).toEqual(naiveBlocks(file));
      }
    });
  });
});

/** A block as lines, to compare with the naive reading of the same file. */
function plain({ layout, votes, cast, totalCounted, rejected, uncounted }: Block): string[] {
  const lists = layout.lists.flatMap(({ id, name, first, candidates }) => [
    `list ${id} ${name} ${votes[first]!}`,
    ...candidates.map((candidate, i) => `candidate ${candidate} ${votes[first + 1 + i]!}`),
  ]);
  const reasons = [...rejected, ...uncounted].map(({ reason, votes: number }) => `${reason} ${number}`);
  return [...lists, `cast ${cast}`, `counted ${totalCounted}`, ...reasons];
}

/** The blocks of a file as saxes sees them, gathered without any model. */
function naiveBlocks(file: string): string[][] {
  const blocks: string[][] = [];
  let text = '';
  let selection = '';
  let reason = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    text = '';
    if (name === 'TotalVotes' || name === 'ReportingUnitVotes') blocks.push([]);
    if (name === 'CandidateIdentifier') selection = `candidate ${attributes['Id']!}`;
    if (name === 'AffiliationIdentifier') selection = `list ${attributes['Id']!}`;
    reason = attributes['ReasonCode'] ?? '';
  });
  parser.on('text', (part) => (text += part));
  parser.on('closetag', ({ name }) => {
    const block = blocks.at(-1);
    if (name === 'RegisteredName') selection += ` ${text.trim()}`;
    if (name === 'ValidVotes') block!.push(`${selection} ${text}`);
    if (name === 'Cast') block!.push(`cast ${text}`);
    if (name === 'TotalCounted') block!.push(`counted ${text}`);
    if (name === 'RejectedVotes' || name === 'UncountedVotes') block!.push(`${reason} ${text}`);
    text = '';
  });
  parser.write(file).close();
  return blocks;
}
