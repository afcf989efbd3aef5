import { createHash, verify } from 'node:crypto';
import type * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { signCades } from '../../test/support/cades.js';
import { testCommitteeKey } from '../../test/support/keys.js';

const eml = Buffer.from('<EML/>'.repeat(99));

describe('the CAdES-B signature that tests are made with', () => {
  it('is detached, with one content type, one digest and the hash of the certificate, signed as a set', async () => {
    const key = await testCommitteeKey(1);
    const info = pkijs.ContentInfo.fromBER(new Uint8Array(signCades(eml, key)));
    const data = new pkijs.SignedData({ schema: info.content as asn1js.Sequence });
    expect(data.encapContentInfo.eContent).toBeUndefined();
    const signer = data.signerInfos[0]!;
    const attributes = new Map(signer.signedAttrs!.attributes.map((a) => [a.type, a.values as unknown[]]));
    expect([...attributes.keys()].sort()).toEqual([
      '1.2.840.113549.1.9.16.2.47',
      '1.2.840.113549.1.9.3',
      '1.2.840.113549.1.9.4',
      '1.2.840.113549.1.9.5',
    ]);
    const digest = attributes.get('1.2.840.113549.1.9.4')![0] as asn1js.OctetString;
    expect(Buffer.from(digest.valueBlock.valueHexView)).toEqual(createHash('sha256').update(eml).digest());
    const value = Buffer.from(signer.signature.valueBlock.valueHexView);
    expect(verify('sha256', Buffer.from(signer.signedAttrs!.encodedValue), key.privateKey, value)).toBe(true);
    const trusted = await data.verify({ signer: 0, data: new Uint8Array(eml).buffer, checkChain: false });
    expect(trusted).toBe(true);
  }, 60_000);
});
