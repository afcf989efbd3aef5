import { ISSUER, ROOT } from '../../../test/support/pdf/pdf-corpus.js';
import { pem } from '../../rehearsal/key-writer.js';
import { readTrustList } from './trust-list.js';

describe('a list of trusted certificates', () => {
  it('is read from PEM, with text between', () => {
    const text = `PKIoverheid\n${pem('CERTIFICATE', ROOT.certificate)}\nen\n${pem('CERTIFICATE', ISSUER.certificate)}`;
    expect(readTrustList(Buffer.from(text))).toEqual([ROOT.certificate, ISSUER.certificate]);
  });

  it.each([
    ['nothing', ''],
    ['no certificate', 'hallo'],
    ['a damaged one', pem('CERTIFICATE', Buffer.from('x'))],
    ['a secret key', pem('PRIVATE KEY', Buffer.from('x'))],
  ])('throws on %s', (_, text) => expect(() => readTrustList(Buffer.from(text))).toThrow(/klopt niet/));
});
