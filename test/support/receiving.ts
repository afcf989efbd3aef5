import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import type { Sha256 } from '../../src/kernel/fingerprint.js';
import { Objects } from '../../src/platform/objects/objects.js';
import { isIntact } from '../../src/platform/objects/verified.js';
import { startApp, type TestApp, type TestPerson } from './app.js';
import { tkCount } from './counts.js';
import { madePackage } from './packages.js';
import { approveKey, configureTk } from './uploads.js';

/** A count that was signed for Assen; `seed` tells counts apart. */
export const packageOf = (seed: string) =>
  madePackage({ count: tkCount({ seed, created: '2026-11-18T01:02:03' }) });

/** An application that receives and judges, and a clerk of Assen whose key was approved. */
export async function startReceiving() {
  const app = await startApp({ worker: false, settings: { quarantineBytesPerCommittee: 200_000 } });
  await configureTk(app);
  const assen = await app.person('TK2027', 'GSB', '0106');
  const operator = await app.person(null, 'OPERATOR', 'OPERATOR');
  await approveKey(app, assen, operator, (await packageOf('any')).key!);
  return { app, assen, by: receivingBy(app, assen) };
}

/** What tests of receiving look at and do, for one sender. */
function receivingBy(app: TestApp, sender: TestPerson) {
  const objects = () => app.get(Objects);
  /** Whether the bytes of a submission's file are still named, and there. */
  const isKept = async (id: string) => {
    const { rows } = await app.sql(
      'SELECT sha256, released_at IS NULL AS named FROM submission_file WHERE submission_id = $1',
      [id],
    );
    const { sha256, named } = rows[0] as { sha256: Sha256; named: boolean };
    return named && (await isIntact(objects(), sha256));
  };
  /** Scratch files of requests; the slots of judges stand in a folder of their own. */
  const scratch = async () => {
    const found = await fs
      .readdir(path.join(app.varDir, 'workbench'), { recursive: true, withFileTypes: true })
      .catch(() => []);
    return found.filter((entry) => entry.isFile() && !entry.parentPath.endsWith('judges'));
  };
  const until = async (holds: () => Promise<boolean>) => {
    for (let i = 0; i < 500 && !(await holds()); i += 1) await new Promise((next) => setTimeout(next, 20));
    expect(await holds()).toBe(true);
  };
  const fileOf = async (id: string) => {
    const response = await app.ask('GET', `/v1/leveringen/${id}`, { as: sender });
    return ((await response.json()) as { bestanden: { binnen: number; adres: string }[] }).bestanden[0]!;
  };
  const goOn = (address: string, offset: number, bytes: Uint8Array, headers: Record<string, string> = {}) =>
    app.ask('PATCH', address, {
      as: sender,
      body: bytes,
      headers: {
        'content-type': 'application/partial-upload',
        'upload-offset': String(offset),
        'upload-complete': '?1',
        ...headers,
      },
    });

  /** Sends the head of a request and `bytes` of its body, and leaves it there. */
  function begin(address: string, announced: number, bytes: Uint8Array): Promise<http.ClientRequest> {
    const request = http.request(new URL(address, app.baseUrl), {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${sender.token}`,
        'content-type': 'application/octet-stream',
        'content-length': announced,
      },
    });
    request.on('error', () => undefined);
    return new Promise((resolve) => request.write(bytes, () => resolve(request)));
  }

  return { objects, isKept, scratch, until, fileOf, goOn, begin };
}
