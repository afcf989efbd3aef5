// A release: its file up by the public interface, published by two persons, and down again, beside `cat | sha256sum` of the
// same file in the same round.
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ROOT } from '../build.mjs';
import { busyness, median, table } from './measure.mjs';
import { startPlatform } from './platform.mjs';
import { setStage } from './stage.mjs';

const MIB = 1024 * 1024;
const FILE = path.join(ROOT, 'var/bench/release.iso');
const ELECTION = 'TK2027';

export async function run({ rounds = 3, quick, real }) {
  const mebibytes = quick ? 256 : 2048;
  console.log(`\nEen release van ${mebibytes} MB, ${rounds} rondes. Belasting vooraf ${busyness()}.`);
  mkdirSync(path.dirname(FILE), { recursive: true });
  const stage = await setStage([], [], { real });
  const platform = await startPlatform(stage, { real });
  try {
    const all = [];
    for (let round = 1; round <= rounds; round += 1) {
      // other bytes each time: what is kept already would not be written again
      execFileSync('dd', ['if=/dev/urandom', `of=${FILE}`, 'bs=1M', `count=${mebibytes}`, 'status=none']);
      all.push(await measured(platform.addresses[0], stage.operators, round));
    }
    const speed = (ms) => `${Math.round(mebibytes / (ms / 1000))} MB/s`;
    const of = (field) => median(all.map((each) => each[field]));
    const row = (name, field) => [name, speed(of(field)), `${(of(field) / of('plain')).toFixed(2)} ×`];
    console.log(
      table(
        ['wat', 'snelheid', 'tijd ÷ cat | sha256sum'],
        [row('cat | sha256sum', 'plain'), row('versturen, tot bewaard', 'up'), row('ophalen', 'down')],
      ),
    );
  } finally {
    await platform.stop();
    await stage.stop();
    rmSync(FILE, { force: true });
  }
}

async function measured(baseUrl, [maker, other], round) {
  const json = { authorization: `Bearer ${maker.token}`, 'content-type': 'application/json' };
  const ask = async (method, address, body) => {
    const answer = await fetch(baseUrl + address, { method, headers: json, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
    return { location: answer.headers.get('location'), ...(await answer.json()) };
  };
  const plain = await took(() => execFileSync('sh', ['-c', `cat '${FILE}' | sha256sum`]));
  const { id } = await ask('POST', '/v1/releases', about(`1.${round}.0`));
  const grootte = statSync(FILE).size;
  const { location } = await ask('POST', `/v1/releases/${id}/bestanden`, { naam: 'release.iso', grootte });
  const up = await took(() => send(new URL(location, baseUrl), maker.token, grootte));
  const { vingerafdruk } = await ask('GET', `/v1/releases/${id}`);
  const cookies = await Promise.all([maker, other].map((person) => signIn(baseUrl, person)));
  for (const cookie of cookies)
    await decide(baseUrl, cookie, `/v1/releases/${id}/goedkeuren`, { vingerafdruk });
  await decide(baseUrl, cookies[0], `/v1/releases/${id}/publiceren`, {});
  const down = await took(() => fetchAll(`${baseUrl}/programmatuur/${id}/bestanden/1`, grootte));
  return { plain, up, down };
}

const about = (versie) => ({
  product: 'Meting',
  versie,
  platform: 'elk',
  verkiezingen: [ELECTION],
  beschikbaarVanaf: '2026-01-01T00:00:00Z',
  toelichting: 'Om te meten.',
  beoordeling: { soort: 'kleineWijziging', verklaring: 'Er verandert niets.' },
});

async function took(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function send(address, token, length) {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'content-length': length,
    };
    const request = http.request(address, { method: 'PUT', headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`PUT: ${answer.statusCode}`)),
      );
    });
    pipeline(createReadStream('', { fd: openSync(FILE, 'r'), highWaterMark: MIB }), request).catch(reject);
  });
}

async function fetchAll(address, length) {
  const answer = await new Promise((resolve, reject) => http.get(address, resolve).on('error', reject));
  let came = 0;
  const count = new Writable({
    write(chunk, _, done) {
      came += chunk.length;
      done();
    },
  });
  await pipeline(answer, count);
  if (answer.statusCode !== 200 || came !== length)
    throw new Error(`GET: ${answer.statusCode}, ${came} bytes`);
}

const OWN = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };

async function signIn(baseUrl, { personId }) {
  const answer = await fetch(`${baseUrl}/inloggen/oefening`, {
    method: 'POST',
    redirect: 'manual',
    headers: OWN,
    body: JSON.stringify({ personId }),
  });
  return answer.headers.get('set-cookie').split(';')[0];
}

async function decide(baseUrl, cookie, address, body) {
  const headers = { ...OWN, cookie };
  const answer = await fetch(baseUrl + address, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
}
