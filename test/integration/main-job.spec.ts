import { spawnSync } from 'node:child_process';
import { createPrivateKey, randomBytes, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { newPrivateKey, pem, selfSigned, type CommitteeKey } from '../../src/rehearsal/key-writer.js';
import { correctedCount, districtCount } from '../../src/rehearsal/made-count.js';
import { pairOf, writeNothingCorrected } from '../../src/rehearsal/package-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { ceremony, secondOperator } from '../support/ceremony.js';
import { tkCount } from '../support/counts.js';
import { aCouncilDefinition, aRegion } from '../support/definition.js';
import { testCommitteeKey } from '../support/keys.js';
import { madePackage, type TestPackage } from '../support/packages.js';
import { arrival, bytesOf, eventually, inboxOf, type ReceivedAnswer } from '../support/routing.js';
import { describeWithShared, SHARED } from '../support/shared-data.js';
import { codesOf, configureTk, submit, upload, type UploadFile } from '../support/uploads.js';
import { pageOf } from '../support/visitor.js';
import { writeZip } from '../support/zip-writer.js';

const SIGNATURE_BYTES = 512;

let app: TestApp;
let operator: TestPerson;

beforeAll(async () => {
  app = await startApp();
  operator = await app.person(null, 'OPERATOR', 'OPERATOR');
});
afterAll(() => app?.close());

/** A committee brings its key and two of the Kiesraad approve it, through the API, after it was read out by phone. */
async function registerKey(as: TestPerson, { certificate }: CommitteeKey): Promise<void> {
  const registered = await app.ask('POST', '/v1/sleutels', {
    as,
    body: { certificaat: pem('CERTIFICATE', certificate) },
  });
  expect(registered.status).toBe(201);
  const { id } = (await registered.json()) as { id: string };
  await ceremony(app).readOut(id, operator.actor);
  for (const [person, toestand] of [
    [operator, 'aangemeld'],
    [await secondOperator(app), 'goedgekeurd'],
  ] as const) {
    const approved = await app.ask('POST', `/v1/sleutels/${id}/goedkeuren`, { as: person });
    expect(approved.status).toBe(200);
    expect(await approved.json()).toMatchObject({ toestand });
  }
}

/** Uploads, looks at the verdict and delivers; gives the receipt. */
async function deliver(
  as: TestPerson,
  files: readonly UploadFile[],
  word: Record<string, unknown>,
  extra: Record<string, unknown> = {},
): Promise<{ id: string; nummer: string; ontvangers: { niveau: string; code: string }[] }> {
  const judged = await upload(app, as, files, extra);
  expect(codesOf(judged, 'refuse')).toEqual([]);
  const response = await submit(app, as, judged.id, word);
  expect([response.status, response.ok ? '' : await response.clone().text()]).toEqual([200, '']);
  const receipt = (await response.json()) as { uitkomst: string; nummer: string; ontvangers: [] };
  expect(receipt.uitkomst).toBe('ontvangen en goedgekeurd');
  return { ...receipt, id: judged.id };
}

async function download(as: TestPerson, address: string): Promise<Buffer> {
  const response = await app.ask('GET', address, { as });
  expect(response.status).toBe(200);
  return await bytesOf(response);
}

/** What the recipient gets is what was sent; the count and its signature apart prove themselves with the key alone. */
async function holds(
  as: TestPerson,
  received: ReceivedAnswer,
  sent: { package: Uint8Array; eml: Uint8Array; key: CommitteeKey },
): Promise<void> {
  const address = `/v1/ontvangen/${received.id}`;
  expect((await download(as, `${address}/bestand`)).equals(sent.package)).toBe(true);
  const eml = await download(as, `${address}/eml`);
  expect(eml.equals(sent.eml)).toBe(true);
  const cms = await download(as, `${address}/handtekening`);
  const value = cms.subarray(-SIGNATURE_BYTES); // the last thing in this format, whatever reads the rest
  expect(verify('sha256', eml, new X509Certificate(sent.key.certificate).publicKey, value)).toBe(true);
}

describeWithShared('the real 510b of West Maas en Waal, of the council of 2022', () => {
  const ID = 'GR2022_WestMaasenWaal';
  const real = (name: string) => readFileSync(path.join(SHARED, 'eml/real', name));

  /** A key made by openssl, as a committee's own program might; by Node where openssl is not installed. */
  async function opensslKey(): Promise<CommitteeKey> {
    const made = spawnSync('openssl', ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:4096']);
    if (made.error !== undefined && process.env['CI'] !== undefined) throw made.error;
    const privateKey = made.status === 0 ? createPrivateKey(made.stdout) : await newPrivateKey();
    const holder = {
      region: 'West Maas en Waal',
      commonName: 'Gemeente West Maas en Waal',
      election: ID,
      electionDate: '2022-03-16',
      authority: '0668',
      product: 'OSV2020-U',
    };
    const serial = randomBytes(20);
    serial[0] = 0x41;
    return {
      privateKey,
      certificate: selfSigned(privateKey, holder, new Date('2022-02-01T09:00:00Z'), serial),
    };
  }

  it('signed by a key of openssl, reaches mayor, CSB and the collecting Kiesraad, byte for byte', async () => {
    await app.configure(
      writeDefinition(
        aCouncilDefinition({
          id: ID,
          name: 'Gemeenteraad West Maas en Waal 2022',
          subcategory: 'GR1',
          domain: { code: '0668', name: 'West Maas en Waal' },
          seats: 18,
          preferenceThreshold: 50,
          electionDate: '2022-03-16',
          nominationDate: '2022-01-31',
          created: '2022-02-04T12:00:00',
          regions: [aRegion('GEMEENTE', 668, 'West Maas en Waal')],
        }),
      ),
    );
    const gsb = await app.person(ID, 'GSB', '0668');
    const key = await opensslKey();
    await registerKey(gsb, key);

    const eml = real('Telling_GR2022_WestMaasenWaal.eml.xml');
    const stem = `Telling_${ID}_gemeente_West_Maas_en_Waal`;
    const pair = pairOf(eml, stem, key);
    const inner = [pair.eml, pair.signature!].map(({ name, bytes }) => ({ name, data: bytes }));
    const bytes = writeZip([
      { name: 'Model_Na31-2.pdf', data: '%PDF-1.7 proces-verbaal' },
      {
        name: 'osv4-3_telling_gr2022_westmaasenwaal.csv',
        data: real('osv4-3_telling_gr2022_westmaasenwaal.csv'),
      },
      { name: `${stem}.zip`, data: writeZip(inner) },
    ]);
    const name = `definitieve-documenten_${ID.toLowerCase()}_gemeente_west-maas-en-waal-20220317-013249.zip`;

    const judged = await upload(app, gsb, [{ name, bytes }]);
    expect({ refused: codesOf(judged, 'refuse'), warned: codesOf(judged, 'warn') }).toEqual({
      refused: [],
      warned: [],
    });
    const response = await submit(app, gsb, judged.id, { vingerafdruk: pair.fingerprint });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ uitkomst: 'ontvangen en goedgekeurd', verkiezing: ID });

    for (const [level, code] of [
      ['MAYOR', '0668'],
      ['CSB', 'CSB'],
      ['COUNCIL', 'COUNCIL'],
    ] as const) {
      const recipient = await app.person(ID, level, code);
      const received = await arrival(app, recipient, pair.fingerprint);
      await holds(recipient, received, { package: bytes, eml, key });
    }
  });
});

describe('a count of a Tweede Kamer', () => {
  let gsb: TestPerson;
  let hsb: TestPerson;
  let csb: TestPerson;
  let recipients: readonly TestPerson[];
  let first: TestPackage;
  let firstId: string;

  beforeAll(async () => {
    await configureTk(app);
    gsb = await app.person('TK2027', 'GSB', '0106');
    hsb = await app.person('TK2027', 'HSB', 'HSB3');
    csb = await app.person('TK2027', 'CSB', 'CSB');
    const mayor = await app.person('TK2027', 'MAYOR', '0106');
    const council = await app.person('TK2027', 'COUNCIL', 'COUNCIL');
    recipients = [hsb, csb, mayor, council];
    await registerKey(gsb, await testCommitteeKey(1));
    first = await madePackage({ count: tkCount({ created: '2027-03-18T01:00:00' }) });
  });

  async function reachesAll(made: TestPackage): Promise<void> {
    const { pair, key } = made;
    for (const recipient of recipients) {
      const received = await arrival(app, recipient, pair!.fingerprint);
      await holds(recipient, received, { package: made.bytes, eml: pair!.eml.bytes, key: key! });
    }
  }

  it('reaches its HSB, the CSB, its mayor and the collecting Kiesraad', async () => {
    const receipt = await deliver(gsb, [first], { vingerafdruk: first.pair!.fingerprint });
    firstId = receipt.id;
    expect(receipt.ontvangers.map(({ niveau, code }) => `${niveau}:${code}`).sort()).toEqual([
      'COUNCIL:COUNCIL',
      'CSB:CSB',
      'HSB:HSB3',
      'MAYOR:0106',
    ]);
    await reachesAll(first);
  });

  it('corrected, written as 1.3: the new one counts and the old one stays', async () => {
    const count = {
      ...correctedCount(first.count, 'main job', '2027-03-18T09:00:00'),
      schema: '1.3' as const,
    };
    const corrected = await madePackage({ count });
    const word = { vingerafdruk: corrected.pair!.fingerprint, vervangt: firstId };
    await deliver(gsb, [corrected], word);
    await reachesAll(corrected);
    const { leveringen, overzicht } = await inboxOf(app, hsb);
    const mine = leveringen.filter(({ afzender }) => afzender.code === '0106');
    expect(mine.map(({ vingerafdruk, vervangen }) => [vingerafdruk, vervangen])).toEqual(
      expect.arrayContaining([
        [corrected.pair!.fingerprint, false],
        [first.pair!.fingerprint, true],
      ]),
    );
    expect(overzicht.find(({ stembureau }) => stembureau.code === '0106')?.staat).toBe('gecorrigeerd');
    const { id } = await arrival(app, hsb, corrected.pair!.fingerprint);
    expect(await pageOf(app, hsb, `/ontvangen/${id}`)).toContain('een volgende zitting (corrigendum)');
  });

  it('as a bare pair of files', async () => {
    const [current] = await app.db.read.submission.findMany({ where: { code: '0106', state: 'delivered' } });
    const made = await madePackage({ count: tkCount({ created: '2027-03-18T11:00:00' }) });
    const { eml, signature, fingerprint } = made.pair!;
    await deliver(gsb, [eml, signature!], { vingerafdruk: fingerprint, vervangt: current!.id });
    for (const recipient of recipients) {
      const { id } = await arrival(app, recipient, fingerprint);
      expect((await download(recipient, `/v1/ontvangen/${id}/eml`)).equals(eml.bytes)).toBe(true);
      const apart = await download(recipient, `/v1/ontvangen/${id}/handtekening`);
      expect(apart.equals(signature!.bytes)).toBe(true);
    }
  });

  it('a next session in which nothing was corrected, with only a P 2a, arrives and replaces nothing', async () => {
    const region = { category: 'gemeente', name: 'Assen' } as const;
    const made = await writeNothingCorrected({ ...first.count, created: '2027-03-18T12:00:00' }, region);
    await deliver(gsb, [made], {});
    const received = await eventually(async () =>
      (await inboxOf(app, hsb)).leveringen.find(({ bericht }) => bericht === 'P2a'),
    );
    expect((await download(hsb, `/v1/ontvangen/${received.id}/bestand`)).equals(made.bytes)).toBe(true);
    const { leveringen } = await inboxOf(app, hsb);
    expect(leveringen.filter(({ vervangen, bericht }) => !vervangen && bericht === '510b')).toHaveLength(1);
  });

  it('a 510c of the HSB reaches the CSB: unsigned, because this election says so', async () => {
    const adder = {
      authority: { id: 'HSB3', name: 'Assen' },
      contest: { id: '3', name: 'Assen' },
      created: '2027-03-19T10:00:00',
    };
    const count = districtCount(adder, [first.count]);
    const region = { category: 'kieskring', name: 'Assen' } as const;
    const made = await madePackage({ count, region, key: null });
    const receipt = await deliver(hsb, [made], { vingerafdruk: made.pair!.fingerprint });
    expect(receipt.ontvangers).toEqual(
      expect.arrayContaining([expect.objectContaining({ niveau: 'CSB', code: 'CSB' })]),
    );
    const received = await arrival(app, csb, made.pair!.fingerprint);
    expect(received.bericht).toBe('510c');
    expect((await download(csb, `/v1/ontvangen/${received.id}/bestand`)).equals(made.bytes)).toBe(true);
  });
});
