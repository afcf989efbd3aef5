import { CreateFirstInvitation } from '../../src/people/create-first-invitation.js';
import { EndHat } from '../../src/people/change-hats.js';
import { AcceptInvitation } from '../../src/identity/accept-invitation.js';
import { act } from '../../src/identity/act.js';
import { IssueToken } from '../../src/identity/change-tokens.js';
import { EndSession } from '../../src/identity/end-access.js';
import { SignInWithPasskey } from '../../src/identity/sign-in-with-passkey.js';
import type { PersonActor, Via } from '../../src/kernel/actor.js';
import { sha256 } from '../../src/kernel/fingerprint.js';
import { writeDefinition } from '../../src/rehearsal/definition-writer.js';
import { SignInInRehearsal } from '../../src/rehearsal/sign-in-in-rehearsal.js';
import { startApp, type TestApp, type TestPerson } from '../support/app.js';
import { Authenticator } from '../support/authenticator.js';
import { aDefinition } from '../support/definition.js';
import { codeOf, Visitor } from '../support/visitor.js';

const ORIGIN = 'http://localhost';

describe('who may do something now', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ worker: false, settings: { baseUrl: ORIGIN } });
    await app.configure(writeDefinition(aDefinition()));
  }, 60_000);
  afterAll(() => app.close());

  async function hashOf(table: 'session' | 'access_token', { actor }: TestPerson) {
    const { rows } =
      table === 'session'
        ? await app.sql('SELECT token_hash FROM session WHERE person_id = $1', [actor.personId])
        : await app.sql('SELECT token_hash FROM access_token WHERE hat_id = $1', [actor.hat.id]);
    return sha256((rows as { token_hash: string }[])[0]!.token_hash);
  }
  const member = () => app.person('TK2027', 'GSB', '0037', 'member');
  const refusal = (actor: PersonActor, need?: 'fresh') =>
    act(app.db, actor, async () => undefined, need).then(
      () => null,
      (error: { code: string }) => error.code,
    );

  async function by(kind: 'session' | 'token', exercise = false): Promise<PersonActor> {
    const person = await member();
    if (kind === 'session') await new Visitor(app).chooseToBe(person.actor.personId);
    const id = await hashOf(kind === 'session' ? 'session' : 'access_token', person);
    return { ...person.actor, via: { kind, id, exercise } as Via };
  }

  describe.each(['session', 'token'] as const)('with a %s', (kind) => {
    const over = kind === 'session' ? 'access.signInFirst' : 'access.tokenInvalid';
    it.each([
      ['a blocked person', 'UPDATE person SET blocked_at = now() WHERE id = $1', 'personId', over],
      [
        'an ended role',
        'UPDATE hat SET ended_at = now() WHERE id = $1',
        'hatId',
        kind === 'session' ? 'access.roleEnded' : over,
      ],
      [
        'what was ended itself',
        kind === 'session'
          ? 'DELETE FROM session WHERE token_hash = $1'
          : 'UPDATE access_token SET revoked_at = now() WHERE token_hash = $1',
        'viaId',
        over,
      ],
      [
        'what is over by the database’s clock',
        kind === 'session'
          ? 'UPDATE session SET ends_at = now() WHERE token_hash = $1'
          : 'UPDATE access_token SET expires_at = now() WHERE token_hash = $1',
        'viaId',
        over,
      ],
    ])('%s may nothing', async (_, sql, which, code) => {
      const actor = await by(kind);
      expect(await refusal(actor)).toBeNull();
      const id = { personId: actor.personId, hatId: actor.hat.id, viaId: (actor.via as { id: string }).id };
      await app.sql(sql, [id[which as keyof typeof id]]);
      expect(await refusal(actor)).toBe(code);
    });
  });

  it('does not take another person’s session, token or role for one’s own', async () => {
    const [mine, theirs] = [await by('session'), await by('session')];
    expect(await refusal({ ...mine, via: theirs.via })).toBe('access.signInFirst');
    expect(await refusal({ ...mine, hat: theirs.hat })).toBe('access.roleEnded');
    const token = await by('token');
    expect(await refusal({ ...mine, via: token.via })).toBe('access.tokenInvalid');
  });

  it('whoever takes a right away waits for what is under way, and stops what comes after', async () => {
    const manager = await app.person('TK2027', 'GSB', '0037');
    const actor = await by('session');
    const order: string[] = [];
    let ending: Promise<void> | undefined;
    await act(app.db, actor, async () => {
      ending = app
        .get(EndHat)
        .run(actor.hat.id, manager.actor)
        .then(() => void order.push('ended'));
      await new Promise((resolve) => setTimeout(resolve, 200));
      order.push('done');
    });
    await ending;
    expect(order).toEqual(['done', 'ended']);
    expect(await refusal(actor)).toBe('access.roleEnded');
  });

  describe('a sensitive act', () => {
    it('takes a passkey of at most ten minutes ago, by the database’s clock', async () => {
      const actor = await by('session');
      expect(await refusal(actor, 'fresh')).toBe('access.confirmFirst');
      const ago = (minutes: number) =>
        app.sql(`UPDATE session SET verified_at = now() - make_interval(secs => $2) WHERE token_hash = $1`, [
          (actor.via as { id: string }).id,
          minutes * 60,
        ]);
      await ago(9.9);
      expect(await refusal(actor, 'fresh')).toBeNull();
      await ago(10);
      expect(await refusal(actor, 'fresh')).toBe('access.confirmFirst');
    });

    it('is never for a token, except in an exercise, where choosing who one is counts too', async () => {
      expect(await refusal(await by('token'), 'fresh')).toBe('access.notWithToken');
      expect(await refusal(await by('token', true), 'fresh')).toBeNull();
      expect(await refusal(await by('session', true), 'fresh')).toBeNull();
    });

    it('asks for the passkey again, keeps what was sent, and does it then', async () => {
      const device = new Authenticator(ORIGIN);
      const path = new URL((await app.get(CreateFirstInvitation).run())!).pathname;
      const who = { persoon: 'Noor', email: 'noor@kiesraad.example', naam: 'laptop' };
      const at = new Visitor(app);
      const made = (await (await at.json(`${path}/passkey/opties`, who)).json()) as never;
      await at.json(`${path}/passkey/antwoord`, { ...who, antwoord: device.register(made) });
      const form = { naam: 'Piet "P"', email: 'piet@kiesraad.example', rol: 'operator' };
      await app.sql("UPDATE session SET verified_at = now() - interval '11 minutes'");
      const asked = await at.post('/mensen', form);
      expect(asked.status).toBe(403);
      const page = await asked.text();
      expect(page).toContain('Bevestig dat u het bent');
      expect(page).toMatch(/action="\/mensen\?namens=[\w-]{36}"/);
      expect(page).toContain('value="Piet &quot;P&quot;"');
      expect((await app.sql("SELECT 1 FROM person WHERE email LIKE 'piet@%'")).rows).toEqual([]);

      const passkey = await at.json('/account/passkey/opties', { naam: 'telefoon' });
      expect([passkey.status, await codeOf(passkey)]).toEqual([403, 'access.confirmFirst']);

      const options = (await (await at.json('/bevestigen/passkey/opties', {})).json()) as never;
      const foreign = new Authenticator(ORIGIN);
      const wrong = await at.json('/bevestigen/passkey/antwoord', { antwoord: foreign.signIn(options) });
      expect(await codeOf(wrong)).toBe('accounts.passkeyRefused');
      const again = (await (await at.json('/bevestigen/passkey/opties', {})).json()) as never;
      const answer = await at.json('/bevestigen/passkey/antwoord', { antwoord: device.signIn(again) });
      expect(answer.status).toBe(200);
      expect(await (await at.get('/')).text()).toContain('de enige beheerder die kan inloggen');
      const invited = await (await at.post('/mensen', form)).text();
      const second = /http:\/\/localhost(\/uitnodiging\/[\w-]{43})/.exec(invited)![1]!;
      const colleague = new Visitor(app);
      const offered = await colleague.json(`${second}/passkey/opties`, { naam: 'laptop' });
      const antwoord = new Authenticator(ORIGIN).register((await offered.json()) as never);
      await colleague.json(`${second}/passkey/antwoord`, { naam: 'laptop', antwoord });
      expect(await (await at.get('/')).text()).not.toContain('de enige beheerder die kan inloggen');
      expect((await app.sql("SELECT 1 FROM person WHERE email LIKE 'piet@%'")).rows).toHaveLength(1);
      const log = await app.sql("SELECT 1 FROM audit_event WHERE action = 'session.confirmed'");
      expect(log.rows).toHaveLength(1);
    });

    it('has a challenge of its own: one for signing in confirms nothing, and the other way round', async () => {
      const device = new Authenticator(ORIGIN);
      const at = new Visitor(app);
      const signIn = (await (await at.json('/inloggen/passkey/opties', {})).json()) as never;
      const person = await member();
      await at.chooseToBe(person.actor.personId);
      const confirmed = await at.json('/bevestigen/passkey/antwoord', { antwoord: device.signIn(signIn) });
      expect(await codeOf(confirmed)).toBe('accounts.passkeyRefused');
      const confirm = (await (await at.json('/bevestigen/passkey/opties', {})).json()) as never;
      const signedIn = await at.json('/inloggen/passkey/antwoord', { antwoord: device.signIn(confirm) });
      expect(await codeOf(signedIn)).toBe('accounts.passkeyRefused');
    });
  });

  it('a token of a real instance issues no token', async () => {
    const actor = await by('token');
    const wanted = { hatId: actor.hat.id, label: 'nog een', days: 1 };
    await expect(app.get(IssueToken).run(wanted, actor)).rejects.toMatchObject({
      code: 'access.notWithToken',
    });
  });

  it('is asked again by a form that was made for a hat chosen before, in another tab', async () => {
    const person = await member();
    const second = await app.hat(person, 'TK2027', 'CSB', 'CSB', 'member');
    const visitor = await new Visitor(app).chooseToBe(person.actor.personId);
    await visitor.post('/rol', { hoed: person.actor.hat.id });
    const page = await (await visitor.get('/account')).text();
    const action = /action="(\/account\/tokens\?namens=[\w-]+)"/.exec(page)![1]!;
    const upload = await (await visitor.get('/leveringen/nieuw')).text();
    const [form, api] = [/action="(\/leveringen\?[^"]+)"/, /data-upload-api="([^"]+)"/].map(
      (pattern) => pattern.exec(upload)![1]!,
    );
    await visitor.post('/rol', { hoed: second.actor.hat.id });
    const tokens = await app.sql('SELECT 1 FROM access_token');
    const refused = await visitor.post(action, { label: 'verkeerd', dagen: '1' });
    expect(refused.status).toBe(409);
    const said = await refused.text();
    expect(said).toContain('U werkt nu voor een ander orgaan');
    expect(said).toContain('Er is nog niets veranderd.');
    const back = /action="(\/rol\/verder\?[^"]+)"/.exec(said)![1]!.replaceAll('&amp;', '&');
    for (const path of [form!, api!]) {
      const answer = await visitor.json(path, { verkiezing: 'TK2027', bestanden: [] });
      expect(await codeOf(answer)).toBe('access.otherRole');
    }
    expect((await app.sql('SELECT 1 FROM access_token')).rows).toHaveLength(tokens.rows.length);
    // for the role that it was made for, after all: the browser sends the fields on, and nothing is done with them yet
    const typed = { label: 'toch goed', dagen: '1' };
    const on = await visitor.post(back, typed);
    expect(on.status).toBe(307);
    const shown = await visitor.post(on.headers.get('location')!, typed);
    expect([shown.status, (await shown.text()).includes('value="toch goed"')]).toEqual([200, true]);
    expect((await app.sql('SELECT 1 FROM access_token')).rows).toHaveLength(tokens.rows.length);
    expect((await visitor.post(action, { label: 'goed', dagen: '1' })).status).toBe(200);
  });

  describe('what ends one’s own session is answered, also after every process has heard that it ended', () => {
    /** Lets what `act` does be heard everywhere before its answer goes out, as on a machine that is busy. */
    const slowly = (owner: object, act: string) => {
      const run = (owner as Record<string, (...given: unknown[]) => Promise<unknown>>)[act]!.bind(owner);
      jest
        .spyOn(owner as { run: () => Promise<unknown> }, act as 'run')
        .mockImplementation(async (...given) => {
          const done = await run(...given);
          await new Promise((resolve) => setTimeout(resolve, 300));
          return done;
        });
    };
    let visitor: Visitor;
    let person: TestPerson;
    beforeEach(async () => {
      person = await member();
      visitor = await new Visitor(app).chooseToBe(person.actor.personId);
    });
    afterEach(() => jest.restoreAllMocks());

    it('an invitation, and a passkey, where somebody was signed in', async () => {
      const boss = await new Visitor(app).chooseToBe(
        (await app.person('TK2027', 'GSB', '0037')).actor.personId,
      );
      const invited = { naam: 'Jo', email: 'jo@gemeente.example', rol: 'member' };
      const link = /http:\/\/localhost(\/uitnodiging\/[\w-]{43})/.exec(
        await (await boss.post('/mensen', invited)).text(),
      )![1]!;
      slowly(app.get(AcceptInvitation), 'run');
      slowly(app.get(SignInWithPasskey), 'run');
      const device = new Authenticator(ORIGIN);
      const asked = await visitor.json(`${link}/passkey/opties`, { naam: 'laptop' });
      const antwoord = device.register((await asked.json()) as never);
      expect((await visitor.json(`${link}/passkey/antwoord`, { naam: 'laptop', antwoord })).status).toBe(200);
      const options = (await (await visitor.json('/inloggen/passkey/opties', {})).json()) as never;
      const answer = { antwoord: device.signIn(options) };
      expect((await visitor.json('/inloggen/passkey/antwoord', answer)).status).toBe(200);
      expect((await visitor.get('/account')).status).toBe(200);
    });

    it('another person in an exercise', async () => {
      slowly(app.get(SignInInRehearsal), 'run');
      const { personId } = (await member()).actor;
      const before = visitor.cookie;
      expect((await visitor.post('/inloggen/oefening', { personId })).status).toBe(303);
      expect((await visitor.get('/account')).status).toBe(200);
      visitor.cookie = before;
      expect((await visitor.get('/account')).status).toBe(303);
    });

    it.each(['/afmelden', '/account/overal-afmelden'])('%s', async (path) => {
      slowly(app.get(EndSession), 'run');
      slowly(app.get(EndSession), 'everywhere');
      expect((await visitor.post(path, {})).status).toBe(303);
      expect(visitor.cookie).toBeNull();
    });

    it('this session from the list of one’s own', async () => {
      slowly(app.get(EndSession), 'run');
      const sessie = await hashOf('session', person);
      expect((await visitor.post('/account/sessies/beeindigen', { sessie })).status).toBe(303);
      expect((await visitor.get('/account')).status).toBe(303);
    });
  });

  it('puts the same role on in many tabs at once', async () => {
    const person = await member();
    const { id } = person.actor.hat;
    const tabs = await Promise.all(
      Array.from({ length: 8 }, () => new Visitor(app).chooseToBe(person.actor.personId)),
    );
    const answers = await Promise.all(tabs.map((tab) => tab.post('/rol', { hoed: id })));
    expect(answers.map(({ status }) => status)).toEqual(tabs.map(() => 303));
  });

  it('is as old as the clock of the database says, whatever this machine’s says', async () => {
    const person = await member();
    const before = await new Visitor(app).chooseToBe(person.actor.personId);
    const { token } = await app
      .get(IssueToken)
      .run({ hatId: person.actor.hat.id, label: 'dag', days: 1 }, person.actor);
    app.clock.forward(25 * 3_600_000);
    const after = await new Visitor(app).chooseToBe(person.actor.personId);
    for (const visitor of [before, after]) expect((await visitor.get('/account')).status).toBe(200);
    expect((await app.ask('GET', '/v1/sleutels', { as: token })).status).toBe(200);
    const { rows } = await app.sql(
      "SELECT 1 FROM session WHERE person_id = $1 AND ends_at > now() + interval '13 hours'",
      [person.actor.personId],
    );
    expect(rows).toEqual([]);
  });
});
