import { CorrectList } from '../../src/declarations/correct-list.js';
import { ConfirmSecond } from '../../src/declarations/confirm-second.js';
import { Declare } from '../../src/declarations/declare.js';
import { FillIn } from '../../src/declarations/fill-in.js';
import { KeepMandates } from '../../src/declarations/keep-mandates.js';
import { KeepModel, markOf } from '../../src/declarations/keep-model.js';
import type { ModelContent } from '../../src/declarations/model.js';
import { RaiseSignals } from '../../src/declarations/raise-signals.js';
import { TellAddress } from '../../src/declarations/tell-address.js';
import { WhoDeclares } from '../../src/declarations/who-declares.js';
import { OpenDuties } from '../../src/frame/open-duties.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { DECLARED, MODEL, publishModel, revokedMeanwhile } from '../support/declarations.js';
import { aCouncilDefinition, aRegion } from '../support/definition.js';
import { keepOrganisations } from '../support/organisations.js';

const DAY = '2027-03-17';
const PDF = Buffer.from('%PDF-1.7 een mandaat');

describe('declarations', () => {
  let app: TestApp;
  let operator: TestPerson;
  /** Two of Stadskanaal, and one of Dordrecht. */
  let first: TestPerson;
  let second: TestPerson;
  let other: TestPerson;

  const at = (moment: string) => app.clock.setTo(new Date(moment));
  const who = async (code = '0037') =>
    (await app.get(WhoDeclares).run(DAY)).bodies.find(({ organisation }) => organisation === code);
  const fill = (given: Readonly<Record<string, string>> = DECLARED, as = first) =>
    app.get(FillIn).keep(DAY, given, as.actor);
  const declare = async (as = first) => {
    const { revision } = await app.get(FillIn).show(DAY, as.actor);
    return await app.get(Declare).run(DAY, revision, as.actor);
  };
  const publish = (content: ModelContent) => publishModel(app, DAY, operator, content);
  const acts = async (action: string) =>
    (await app.sql('SELECT 1 FROM audit_event WHERE action = $1', [action])).rows.length;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    await keepOrganisations(app, [
      ['0037', 'municipality', 'Stadskanaal', 'college van B&W van Stadskanaal'],
      ['0505', 'municipality', 'Dordrecht', 'college van B&W van Dordrecht'],
    ]);
    await app.configure(writeDefinition(aCouncilDefinition()));
    const dordrecht = { code: '0505', name: 'Dordrecht' };
    await app.configure(
      writeDefinition(
        aCouncilDefinition({
          id: 'GR2027_Dordrecht',
          name: 'Gemeenteraad Dordrecht 2027',
          domain: dordrecht,
          regions: [aRegion('GEMEENTE', 505, 'Dordrecht')],
        }),
      ),
    );
    operator = await app.person(null, 'OPERATOR', 'OPERATOR');
    first = await app.person(null, 'EXECUTIVE', '0037');
    second = await app.person(null, 'EXECUTIVE', '0037');
    other = await app.person(null, 'EXECUTIVE', '0505');
    at('2027-03-05T10:00:00Z');
  }, 60_000);
  afterAll(() => app.close(), 15_000);

  it('are due of who hosts a committee, and cannot be filled in before there is a model', async () => {
    const { bodies } = await app.get(WhoDeclares).run(DAY);
    expect(bodies.map(({ name, standing }) => `${name} ${standing}`)).toEqual([
      'Dordrecht open',
      'Stadskanaal open',
    ]);
    await expect(fill()).rejects.toThrow('declaration.noModel');
    expect(await publish(MODEL)).toBe(1);
    const open = await app.get(OpenDuties).of(DAY, app.clock.now());
    const due = { subject: 'declaration', of: null, due: '2027-03-15' };
    expect(open.filter(({ subject }) => subject === 'declaration')).toEqual([
      { organisation: '0505', ...due },
      { organisation: '0037', ...due },
    ]);
  });

  it('of a published model nothing changes, not by the tables’ owner either', async () => {
    const [model] = (await app.get(KeepModel).show(DAY)).models;
    await expect(app.sql(`UPDATE declaration_model SET content = '{}'`)).rejects.toThrow('is not changed');
    await expect(app.get(KeepModel).publish(DAY, markOf(model), operator.actor)).rejects.toThrow(
      'declaration.modelStale',
    );
  });

  it('are kept as they are filled in, by whoever of the body is at it, and by nobody else', async () => {
    await fill({ 'antwoord-v1': 'complies', onbekend: 'x' });
    await fill({ onderzocht: '2027-03-01' }, second);
    const { fields, revision } = await app.get(FillIn).show(DAY, first.actor);
    expect(fields).toEqual({ 'antwoord-v1': 'complies', onderzocht: '2027-03-01' });
    await fill({ onderzocht: '2027-03-01' });
    expect((await app.get(FillIn).show(DAY, first.actor)).revision).toBe(revision);
    expect((await app.get(FillIn).show(DAY, other.actor)).fields).toEqual({});
    await expect(declare()).rejects.toMatchObject({
      code: 'declaration.incomplete',
      errors: [{ pointer: '/antwoord-v2' }, { pointer: '/verklaard' }, { pointer: '/namens' }],
    });
  });

  it('may go on by the model they were begun with, when the Kiesraad changed it', async () => {
    const newer = { ...MODEL, questions: [{ id: 'v1', text: 'Voldoet het netwerk nu?', explanation: '' }] };
    expect(await publish(newer)).toBe(2);
    const told = await app.get(FillIn).show(DAY, first.actor);
    expect([told.model.version, told.newer]).toEqual([1, 2]);
    await fill();
    const seen = (await app.get(FillIn).show(DAY, first.actor)).revision;
    await fill({ 'maatregel-v2': 'een nieuwe laptop' }, second);
    await expect(app.get(Declare).run(DAY, seen, first.actor)).rejects.toThrow('declaration.changed');

    const made = await declare();
    expect(made).toMatchObject({ version: 1, modelVersion: 1, outcome: 'deviates', late: false });
    expect(made.electionIds).toEqual(['GR2027_Stadskanaal']);
    expect(await who()).toMatchObject({ standing: 'deviates', state: { late: false, publication: null } });
    expect((await app.get(FillIn).show(DAY, first.actor)).model.version).toBe(2);
    expect(await acts('declaration.made')).toBe(1);
  });

  it('are confirmed by a second person of the body, and never by who declared or asked', async () => {
    const confirm = app.get(ConfirmSecond);
    const { id } = (await who())!.state!;
    await expect(confirm.confirm(id, second.actor)).rejects.toThrow('declaration.notAsked');
    await expect(confirm.ask(id, other.actor)).rejects.toThrow('request.notFound');
    await confirm.ask(id, first.actor);
    await expect(confirm.confirm(id, first.actor)).rejects.toThrow('declaration.samePerson');
    await expect(confirm.confirm(id, other.actor)).rejects.toThrow('request.notFound');
    const third = await app.person(null, 'EXECUTIVE', '0037');
    await confirm.confirm(id, third.actor);
    await expect(confirm.confirm(id, second.actor)).rejects.toThrow('declaration.notAsked');
    const { rows } = await app.sql(
      'SELECT s.sha256 <> d.sha256 AS other FROM declaration_second s JOIN declaration d ON d.id = s.declaration_id',
    );
    expect(rows).toEqual([{ other: true }]);
  });

  it('of a body are corrected, and the old one stays; published where the body says', async () => {
    await app.get(TellAddress).tell(DAY, 'https://stadskanaal.example/verklaring', second.actor);
    await fill({ 'antwoord-v1': 'complies', verklaard: '2027-03-04', namens: 'bestuur' });
    const made = await declare();
    expect(made).toMatchObject({ version: 2, modelVersion: 2, outcome: 'complies' });
    expect(await who()).toMatchObject({
      standing: 'complies',
      state: { version: 2, publication: { url: 'https://stadskanaal.example/verklaring', found: null } },
    });
    expect((await app.sql('SELECT version, outcome FROM declaration ORDER BY version')).rows).toEqual([
      { version: 1, outcome: 'deviates' },
      { version: 2, outcome: 'complies' },
    ]);
  });

  it('are made by mandate by who got it, while it holds and was not revoked', async () => {
    const mandates = app.get(KeepMandates);
    const paper = { fileName: 'mandaat.pdf', bytes: PDF, holder: second.actor.personId, until: '2027-03-06' };
    const bad = (given: object) => mandates.add({ ...paper, ...given }, first.actor);
    const wrongAt = (...pointers: string[]) => ({ errors: pointers.map((pointer) => ({ pointer })) });
    await expect(bad({ holder: other.actor.personId })).rejects.toMatchObject(wrongAt('/wie'));
    await expect(bad({ until: '2027-03-04' })).rejects.toMatchObject(wrongAt('/tot'));
    await expect(bad({ bytes: Buffer.from('PK') })).rejects.toMatchObject(wrongAt('/bestand'));
    await expect(bad({ holder: '', until: '', bytes: null })).rejects.toMatchObject(
      wrongAt('/wie', '/tot', '/bestand'),
    );
    const { id } = await mandates.add(paper, first.actor);

    await fill({ 'antwoord-v1': 'complies', verklaard: '2027-03-05', namens: id }, second);
    await expect(declare(first)).rejects.toThrow('declaration.noMandate');
    await expect(mandates.revoke(id, other.actor)).rejects.toThrow('request.notFound');
    expect(await declare(second)).toMatchObject({ version: 3, mandateId: id });

    // ended yesterday, and revoked after the page was opened
    at('2027-03-07T10:00:00Z');
    await fill({ verklaard: '2027-03-05', namens: id }, second);
    await expect(declare(second)).rejects.toMatchObject({
      code: 'declaration.mandateOver',
      details: { waarom: 'verlopen' },
    });
    const later = await mandates.add({ ...paper, until: '2027-03-20' }, first.actor);
    await fill({ namens: later.id }, second);
    const { revision } = await app.get(FillIn).show(DAY, second.actor);
    await mandates.revoke(later.id, first.actor);
    await expect(app.get(Declare).run(DAY, revision, second.actor)).rejects.toMatchObject({
      details: { waarom: 'ingetrokken' },
    });
    expect((await who())?.state?.version).toBe(3);
  });

  it('that a mandate was revoked is seen by who was confirming at that moment', async () => {
    const mandates = app.get(KeepMandates);
    const paper = { fileName: 'mandaat.pdf', bytes: PDF, holder: second.actor.personId, until: '2027-03-20' };
    const { id } = await mandates.add(paper, first.actor);
    await fill({ namens: id, verklaard: '2027-03-06' }, second);
    const declaring = revokedMeanwhile(app, id, () =>
      declare(second).then(
        () => 'declared',
        (error: { code?: string }) => error.code,
      ),
    );
    expect(await declaring).toBe('declaration.mandateOver');
  });

  it('that are missing after the due day are a signal, once; a late one is accepted and marked', async () => {
    const signals = app.get(RaiseSignals);
    at('2027-03-15T22:30:00Z');
    expect(await signals.run()).toBe(0);
    at('2027-03-15T23:30:00Z');
    const both = await Promise.all([signals.run(), signals.run()]);
    expect(both[0] + both[1]).toBe(1);
    expect((await app.sql('SELECT organisation, kind FROM declaration_signal')).rows).toEqual([
      { organisation: '0505', kind: 'missing' },
    ]);
    await fill(
      { 'antwoord-v1': 'complies', onderzocht: '2027-03-15', verklaard: '2027-03-16', namens: 'bestuur' },
      other,
    );
    expect(await declare(other)).toMatchObject({ version: 1, late: true });
    // it did not say where it published
    expect(await signals.run()).toBe(1);
    expect(await signals.run()).toBe(0);
    const open = await app.get(OpenDuties).of(DAY, app.clock.now());
    expect(open.filter(({ subject }) => subject === 'declaration')).toEqual([]);
  });

  it('are looked up and decided of by the Kiesraad, and who must declare is corrected with a reason', async () => {
    const address = (await who())!.state!.publication!;
    await app.get(TellAddress).look(address.id, false, operator.actor);
    expect((await who())?.state?.publication?.found).toBe(false);
    const { rows } = await app.sql(`SELECT id FROM declaration_signal WHERE kind = 'missing'`);
    const decided = { decision: 'called', note: 'Wethouder gebeld' } as const;
    await app.get(CorrectList).decide((rows as { id: string }[])[0]!.id, decided, operator.actor);
    const correct = (organisation: string, says: 'must' | 'mustNot' | 'byRule') =>
      app.get(CorrectList).run(DAY, { organisation, says, reason: 'leent apparatuur' }, operator.actor);
    await expect(correct('1234', 'must')).rejects.toThrow('request.notFound');
    await correct('0505', 'mustNot');
    expect(await who('0505')).toMatchObject({
      must: false,
      standing: 'notDue',
      corrected: { says: 'mustNot' },
    });
    await correct('0505', 'byRule');
    expect((await who('0505'))?.must).toBe(true);
  });
});
