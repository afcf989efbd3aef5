import { aDelivery } from '../../test/support/deliveries.js';
import { sha256 } from '../kernel/fingerprint.js';
import { bundleFiles, writeBundleList } from './bundle-list.js';
import type { Delivery } from './delivery.js';

const digest = (digit: string) => sha256(digit.repeat(64));
const number = (delivery: Delivery): string => `2027-${String(delivery.number).padStart(6, '0')}`;

const file = (index: number, name: string) => ({ index, name, size: 1, sha256: digest('c') });
const paths = (...deliveries: Delivery[]) => bundleFiles(deliveries, number).map(({ path }) => path);

describe('names in a bundle', () => {
  it('say whose file it is', () => {
    expect(paths(aDelivery())).toEqual(['GSB-0668_2027-000012_definitieve-documenten_tk2027.zip']);
  });

  it('are safe whatever the sender called them, and unique', () => {
    const files = [file(1, '../../Súdwest: "x"?.zip'), file(2, '..\\..\\Sudwest  x .ZIP')];
    expect(paths(aDelivery({ files }))).toEqual([
      'GSB-0668_2027-000012_Sudwest_x_.zip',
      'GSB-0668_2027-000012_2_Sudwest_x_.ZIP',
    ]);
    expect(paths(aDelivery({ files: [file(1, '\u202e/')] }))).toEqual(['GSB-0668_2027-000012_bestand']);
  });

  it('a count and its signature keep names that belong together, also when long', () => {
    const stem = 'x'.repeat(200);
    const files = [file(1, `${stem}.eml.xml`), file(2, `${stem}.eml.xml.signature`)];
    const [eml = '', signature = ''] = paths(aDelivery({ files }));
    expect(eml.endsWith('.eml.xml')).toBe(true);
    expect(signature.endsWith('.eml.xml.signature')).toBe(true);
  });

  it('what was replaced stands apart', () => {
    expect(paths(aDelivery({ supersededAt: new Date() }))[0]).toMatch(/^vervangen\/GSB-0668_/);
  });
});

describe('the list of fingerprints', () => {
  const list = (deliveries: Delivery[], damaged: Delivery[] = []) =>
    writeBundleList({
      election: 'Tweede Kamer 2027 (TK2027)',
      recipient: 'Centraal stembureau',
      time: 'wo 17 mrt 2027 22:30:00',
      files: bundleFiles(deliveries, number),
      damaged,
      committeeName: () => 'Gemeentelijk stembureau Heumen',
      number,
    });

  it('has sixteen groups of four for each file', () => {
    const lines = list([aDelivery()]).split('\r\n');
    expect(lines).toContain(`  Vingerafdruk  ${Array(16).fill('aaaa').join(' ')}`);
    expect(lines).toContain(`  SHA-256       ${digest('b')}`);
    expect(lines).toContain('  Stembureau    Gemeentelijk stembureau Heumen (GSB 0668)');
  });

  it('says so when there is none, when it was replaced, and what is not there', () => {
    const p2a = aDelivery({ message: 'P2a', fingerprint: null });
    expect(list([p2a])).toContain('Vingerafdruk  geen: er is geen telbestand');
    expect(list([aDelivery({ supersededAt: new Date() })])).toContain('2027-000012 (VERVANGEN');
    expect(list([], [aDelivery()])).toContain('NIET MEEGELEVERD, bij ons beschadigd: 2027-000012');
  });
});
