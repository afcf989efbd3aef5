import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { grCount, tkCount } from '../../test/support/counts.js';
import { describeWithShared, SHARED } from '../../test/support/shared-data.js';
import type { CountDocument } from './count-document.js';
import { writeCount } from './count-writer.js';
import { centralCount, correctedCount, districtCount } from './made-count.js';

const created = '2027-03-20T09:00:00.000';
const variants: readonly [string, (schema: CountDocument['schema']) => CountDocument][] = [
  ['510b', (schema) => tkCount({ schema })],
  ['510b by Abacus', (schema) => tkCount({ schema, product: 'abacus' })],
  ['510b of a GR', (schema) => grCount({ schema })],
  ['510b of the postal committee', (schema) => tkCount({ schema, postal: true })],
  ['510b corrected', (schema) => correctedCount(tkCount({ schema }), 's', created)],
  ['510c', (schema) => district(schema)],
  [
    '510d',
    (schema) => {
      const adder = {
        created,
        contest: { id: 'alle', name: null },
        authority: { id: 'CSB', name: 'De Kiesraad' },
      };
      return centralCount(adder, [district(schema)]);
    },
  ],
];

function district(schema: CountDocument['schema']): CountDocument {
  const adder = { created, contest: { id: '3', name: 'Assen' }, authority: { id: 'HSB3', name: 'Assen' } };
  return districtCount(adder, [correctedCount(tkCount({ schema }), 's', created)]);
}

/** Asks the official schemas: null for each valid document, a message for each other. */
function judged(documents: readonly { version: string; xml: string }[]): (string | null)[] {
  const input = documents.map(({ version, xml }) => ({
    schema: path.join(SHARED, 'xsd', version, 'xsd/510-count-kiesraad-strict.xsd'),
    xml,
  }));
  const script = path.resolve(__dirname, '../../test/support/xsd.mjs');
  const run = spawnSync(process.execPath, [script], { input: JSON.stringify(input), encoding: 'utf8' });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout) as (string | null)[];
}

describeWithShared('the official schemas', () => {
  it.each(['1.2.2', '1.3'] as const)('of EML_NL %s accept every kind of made count', (schema) => {
    const documents = variants.map(([, make]) => ({
      version: schema,
      xml: [...writeCount(make(schema))].join(''),
    }));
    const verdicts = judged(documents).map((message, i) => [variants[i]![0], message]);
    expect(verdicts).toEqual(variants.map(([name]) => [name, null]));
  });

  it('do refuse what is wrong, so that the lines above mean something', () => {
    const text = [...writeCount(tkCount())].join('');
    const wrong = text.replace('<Cast>', '<Gast>').replace('</Cast>', '</Gast>');
    expect(judged([{ version: '1.2.2', xml: wrong }])).toEqual([expect.stringContaining('Gast')]);
  });
});
