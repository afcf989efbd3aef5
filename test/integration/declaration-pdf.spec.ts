import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KeepMandates } from '../../src/declarations/keep-mandates.js';
import { WhoDeclares } from '../../src/declarations/who-declares.js';
import { pem } from '../../src/rehearsal/key-writer.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { browse, type BrowserSession } from '../support/browser-session.js';
import { revokedMeanwhile } from '../support/declarations.js';
import { aCouncilDefinition } from '../support/definition.js';
import { keepOrganisations } from '../support/organisations.js';
import { badFiles } from '../support/pdf/bad-pdfs.js';
import { goodFiles, ROOT, type CorpusFile } from '../support/pdf/pdf-corpus.js';

const DAY = '2027-03-17';
const HAND_IN = `/verklaring/${DAY}/inleveren`;
const good = goodFiles();
const bad = badFiles();
const named = (name: string): CorpusFile => [...good, ...bad].find((file) => file.name === name)!;
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a declaration as a PDF', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'overdracht-trust-'));
  let app: TestApp;
  let session: BrowserSession;
  let clerk: TestPerson;
  let colleague: TestPerson;
  let other: TestPerson;
  let operator: TestPerson;

  beforeAll(async () => {
    const trustListFile = path.join(folder, 'trust.pem');
    writeFileSync(trustListFile, pem('CERTIFICATE', ROOT.certificate));
    app = await startApp({ worker: false, settings: { trustListFile } });
    await keepOrganisations(app, [
      ['0037', 'municipality', 'Stadskanaal', 'college van B&W van Stadskanaal'],
      ['0505', 'municipality', 'Dordrecht', 'college van B&W van Dordrecht'],
    ]);
    await app.configure(writeDefinition(aCouncilDefinition()));
    clerk = await app.person(null, 'EXECUTIVE', '0037');
    colleague = await app.person(null, 'EXECUTIVE', '0037');
    session = await browse(app, clerk);
    other = await app.person(null, 'EXECUTIVE', '0505');
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    app.clock.setTo(new Date('2027-03-05T10:00:00Z'));
  }, 60_000);
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }, 15_000);

  const state = async () => (await app.get(WhoDeclares).run(DAY)).bodies[0]?.state ?? null;
  const handIn = async (
    { bytes, signature }: Pick<CorpusFile, 'bytes' | 'signature'>,
    hoe: string,
    more = {},
  ) => {
    const form = new FormData();
    const days = { onderzocht: '2027-03-01', verklaard: '2027-03-02' };
    const said = { hoe, uitkomst: 'complies', ...days, namens: 'bestuur' };
    const versie = String((await state())?.version ?? 0);
    for (const [name, value] of Object.entries({ ...said, versie, ...more })) form.set(name, String(value));
    form.set('bestand', new Blob([new Uint8Array(bytes)]), 'verklaring.pdf');
    if (signature !== undefined) form.set('handtekening', new Blob([new Uint8Array(signature)]), 'v.p7s');
    const response = await session.post(HAND_IN, form);
    return { status: response.status, to: response.headers.get('location'), html: await response.text() };
  };
  const page = async (at: string) => (await session.get(at)).text();

  it.each([
    'JavaScript',
    'content swapped in a later revision',
    'a cyclic page tree',
    'signed by oneself',
    'two signers',
  ])('is refused with its check, and nothing is kept: %s', async (name) => {
    const { status, html } = await handIn(named(name), 'pdf');
    expect(status).toBe(422);
    expect(html).toContain('Deze PDF kan niet worden aangenomen');
    expect(await state()).toBeNull();
  });

  it('is refused when it is too large, unsigned, or what is asked is not there', async () => {
    expect((await handIn({ bytes: Buffer.alloc(33 * 2 ** 20) }, 'pdf')).html).toContain('groter dan 32 MB');
    expect((await handIn(named('not signed'), 'pdf')).html).toContain('geen digitale handtekening');
    expect((await handIn(named('signed in one go'), 'pdf', { uitkomst: '' })).html).toContain(
      'Kies wat uw bestuur',
    );
    expect((await handIn(named('signed in one go'), 'pdf', { namens: 'x' })).html).toContain(
      'Kies namens wie',
    );
    const tomorrow = await handIn(named('signed in one go'), 'pdf', { verklaard: '2027-03-06' });
    expect(tomorrow.html).toContain('Deze dag moet nog komen.');
    expect(await state()).toBeNull();
  });

  it('is kept as the revision that was signed, with its verdict, and handed out so', async () => {
    const sent = named('a security store after it');
    expect(await handIn(sent, 'pdf')).toMatchObject({
      status: 303,
      to: `/verklaring/${DAY}?melding=afgelegd`,
    });
    const made = (await state())!;
    expect(made).toMatchObject({ way: 'pdf', outcome: 'complies', version: 1, late: false });
    const receipt = await page(`/verklaring/${DAY}`);
    const file = Buffer.from(
      await (await session.get(`/verklaring/${DAY}/pdf/${made.id}`, '*/*')).arrayBuffer(),
    );
    expect(sent.bytes.subarray(0, file.length).equals(file)).toBe(true);
    expect(file.length).toBeLessThan(sent.bytes.length);
    expect(file.toString('latin1')).not.toContain('/DSS');
    expect(receipt).toContain('ondertekende PDF');
    const { rows } = await app.sql('SELECT sha256, verdict FROM declaration_pdf');
    expect(rows).toMatchObject([
      {
        sha256: digest(sent.bytes),
        verdict: { catalogue: 1, known: true, signer: { name: 'College van Heumen' } },
      },
    ]);
    const checks = await page(`/verklaring-pdf/${made.id}`);
    for (const told of ['College van Heumen', 'Er zit niets in dat zelf iets doet', '232'])
      expect(checks).toContain(told);
  });

  it('may come with its signature beside it, and as a scan, which is shown as such; the older stay', async () => {
    expect((await handIn(named('a signature beside it'), 'pdf')).status).toBe(303);
    expect(await state()).toMatchObject({ way: 'pdf', version: 2 });
    expect((await handIn(named('not signed'), 'scan')).status).toBe(303);
    expect(await state()).toMatchObject({ way: 'scan', version: 3 });
    expect(await page(`/verklaring/${DAY}`)).toContain('scan van papier');
    const { rows } = await app.sql('SELECT 1 FROM declaration_pdf WHERE signature_sha256 IS NOT NULL');
    expect(rows).toHaveLength(1);
  });

  it('is refused when a colleague was first', async () =>
    expect((await handIn(named('not signed'), 'scan', { versie: '1' })).html).toContain(
      'intussen gewijzigd',
    ));

  it('takes a passkey used just now, asked for before a file is chosen; what was filled in stays', async () => {
    await app.sql("UPDATE session SET verified_at = now() - interval '11 minutes'");
    const looked = await session.get(HAND_IN);
    const before = await looked.text();
    expect([looked.status, before.includes('Bevestig dat u het bent')]).toEqual([403, true]);
    expect(before).not.toContain('blijft bewaard');
    const sent = await handIn(named('not signed'), 'scan', { uitkomst: 'doesNotComply' });
    expect(sent.status).toBe(403);
    expect(sent.html).toContain('Een bestand kiest u daarna opnieuw.');
    expect(sent.html).toContain('name="uitkomst" value="doesNotComply"');
    expect(sent.html).toMatch(/action="[^"]*inleveren\?[^"]*opnieuw=/);
    expect(await state()).toMatchObject({ version: 3 });
    await app.sql('UPDATE session SET verified_at = now()');
    const again = await session.post(`${HAND_IN}?opnieuw=${HAND_IN}`, { uitkomst: 'doesNotComply' });
    expect(await again.text()).toMatch(/value="doesNotComply"[^>]* checked/);
    expect((await handIn(named('not signed'), 'scan', { uitkomst: 'doesNotComply' })).status).toBe(303);
    expect(await state()).toMatchObject({ version: 4, outcome: 'doesNotComply' });
  });

  it('is made by mandate by who got it, while it holds and was not revoked', async () => {
    const mandates = app.get(KeepMandates);
    const bytes = Buffer.from('%PDF-1.7 een mandaat');
    const paper = { fileName: 'mandaat.pdf', bytes, holder: clerk.actor.personId, until: '2027-03-06' };
    const { id } = await mandates.add(paper, colleague.actor);
    const { id: other } = await mandates.add({ ...paper, holder: colleague.actor.personId }, colleague.actor);
    expect(await page(HAND_IN)).toContain('met mandaat tot en met zaterdag 6 maart 2027');
    expect(await page(HAND_IN)).not.toContain(other);
    const scan = (namens: string) => handIn(named('not signed'), 'scan', { namens });
    expect((await scan(other)).html).toContain('U hebt dit mandaat niet');
    expect((await scan(id)).status).toBe(303);
    expect((await app.sql('SELECT mandate_id FROM declaration WHERE version = 5')).rows).toEqual([
      { mandate_id: id },
    ]);
    expect(await page(`/verklaring/${DAY}`)).toContain('namens het college van B&amp;W van Stadskanaal');

    const overtaken = await revokedMeanwhile(app, id, () => scan(id));
    expect([overtaken.status, overtaken.html.includes('ingetrokken')]).toEqual([409, true]);
    const later = await mandates.add(paper, colleague.actor);
    app.clock.setTo(new Date('2027-03-07T10:00:00Z'));
    const ended = await scan(later.id);
    expect([ended.status, ended.html.includes('Het is verlopen.')]).toEqual([409, true]);
    expect(await state()).toMatchObject({ version: 5 });
  });

  it('is seen and fetched by the body whose it is and by the Kiesraad, and not by another body', async () => {
    const { id } = (await state())!;
    const at = `/verklaring-pdf/${id}`;
    const stranger = await browse(app, other);
    const council = await browse(app, operator);
    for (const path of [at, `${at}/bestand`]) {
      expect((await stranger.get(path)).status).toBe(404);
      expect((await council.get(path)).status).toBe(200);
      expect((await session.get(path)).status).toBe(200);
    }
  });
});
