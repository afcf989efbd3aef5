import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { pemOf } from '../keys/certificate-of.js';
import { readKeyList } from './key-list.js';
import type { SignedList } from './show-key-lists.js';

/** What can be had of a signed list. */
export type ListPart = 'list' | 'signature' | 'certificates' | 'signer';

/** A file as it goes out. */
export interface ListFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** That part of the list as a file. Its name tells the election and the version. */
export async function fileOf(signed: SignedList, part: ListPart): Promise<ListFile> {
  const { list, content, signature } = signed;
  const stem = `sleutellijst_${list.electionId}_${list.version}`;
  switch (part) {
    case 'list':
      return { name: `${stem}.json`, type: 'application/json; charset=utf-8', bytes: content };
    case 'signature':
      return { name: `${stem}.json.p7s`, type: 'application/pkcs7-signature', bytes: signature.cms };
    case 'certificates':
      return { name: `${stem}.zip`, type: 'application/zip', bytes: await zipOf(signed, stem) };
    case 'signer':
      return {
        name: 'ondertekenaar.crt',
        type: 'application/x-pem-file',
        bytes: Buffer.from(pemOf(signature.certificate)),
      };
  }
}

/** The list with its signature, and each certificate under the name it has in the list: the same bytes every time. */
async function zipOf({ list, content, signature }: SignedList, stem: string): Promise<Buffer> {
  const zip = new ZipFile();
  const options = { mtime: list.at, mode: 0o100644, forceDosTimestamp: true } as const;
  const add = (name: string, bytes: Uint8Array) => zip.addBuffer(Buffer.from(bytes), name, options);
  add(`${stem}.json`, content);
  add(`${stem}.json.p7s`, signature.cms);
  for (const { bestand, certificaat } of readKeyList(content)?.sleutels ?? [])
    add(bestand, Buffer.from(pemOf(Buffer.from(certificaat, 'base64'))));
  zip.end();
  return await buffer(zip.outputStream as Readable);
}
