import { z } from 'zod';
import type { PersonActor } from '../kernel/actor.js';
import { auditEvents } from '../app.module.js';
import { EventCatalogue } from './event-catalogue.js';
import { bodyRef, cutText, detail, event, moment } from './event.js';

const actor: PersonActor = {
  kind: 'person',
  personId: '00000000-0000-4000-8000-000000000001',
  name: 'Anna',
  hat: { id: 'h', electionId: 'TK2027', body: { level: 'GSB', code: '0106' }, role: 'member' },
  origin: { ip: '192.0.2.1', agent: null },
  via: { kind: 'program' },
};
const object = { id: 'k1' };

const keyId = detail('Sleutel', z.string(), { names: true });
const others = detail('Andere', z.array(z.string()), { names: true });
const reason = detail('Reden', cutText(10), { personal: true });
const until = detail('Tot', moment());
const body = detail('Orgaan', bodyRef());
const tried = event('thing.tried', {
  title: 'Iets geprobeerd',
  object: 'key',
  by: ['person', 'system'],
  details: { keyId, others: others.optional(), reason: reason.nullable(), until, body },
});
const details = {
  keyId: 'abc',
  reason: 'omdat',
  until: new Date('2027-03-17T20:00:00Z'),
  body: { level: 'HSB', code: 'HSB3' },
} as const;

describe('a declared event', () => {
  it('tells its facts as they are kept, what is personal apart, and what else it names', () => {
    expect(tried({ object, actor, details: { ...details, others: ['x', 'y'] } })).toEqual({
      action: 'thing.tried',
      object: { kind: 'key', id: 'k1', electionId: 'TK2027' },
      actor,
      code: null,
      details: { keyId: 'abc', others: ['x', 'y'], until: '2027-03-17T20:00:00.000Z', body: 'HSB:HSB3' },
      personal: { reason: 'omdat' },
      names: ['abc', 'x', 'y'],
    });
  });

  it('leaves out what was not told, keeps null, and is refused with a code', () => {
    const made = tried({ object, actor, code: 'keys.no', details: { ...details, reason: null } });
    expect(made).toMatchObject({ code: 'keys.no', personal: { reason: null } });
    expect(Object.keys(made.details)).toEqual(['keyId', 'until', 'body']);
  });

  it('has the election that it is told, else that of the actor', () => {
    const elsewhere = tried({ object: { id: null, electionId: 'EP2029' }, actor, details });
    expect(elsewhere.object.electionId).toBe('EP2029');
    const system = { kind: 'system', part: 'proef' } as const;
    expect(tried({ object, actor: system, details }).object.electionId).toBeNull();
  });

  it('cuts long text and never leaves half a character', () => {
    const { personal } = tried({ object, actor, details: { ...details, reason: `123456789😀` } });
    expect(personal['reason']).toBe('123456789\uFFFD');
  });

  it('is a fault with a fact that was not declared or is something else', () => {
    const bad = (more: object) => () => tried({ object, actor, details: { ...details, ...more } });
    expect(bad({ password: 'x' })).toThrow(z.ZodError);
    expect(bad({ keyId: 7 })).toThrow(z.ZodError);
    // @ts-expect-error: an anonymous caller cannot do this
    tried({ object, actor: { kind: 'anonymous', origin: actor.origin }, details });
    // @ts-expect-error: nothing is told
    expect(() => tried({ object, actor })).toThrow(z.ZodError);
  });

  it('takes only facts that were declared as such', () => {
    expect(() =>
      event('x.done', { title: 'X', object: 'key', by: ['system'], details: { a: z.string() } }),
    ).toThrow('not declared');
  });
});

describe('all events together', () => {
  const plain = (action: string, details: Record<string, z.ZodType<string>> = {}) =>
    event(action, { title: action, object: 'key', by: ['system'], details });

  it('are refused when two have one action, or one name means two things', () => {
    expect(() => new EventCatalogue([[plain('a.done')], [plain('a.done')]])).toThrow('declared twice');
    const other = plain('b.done', { keyId: detail('Iets anders', z.string()) });
    expect(() => new EventCatalogue([[tried], [other]])).toThrow('means something else');
    expect(() => new EventCatalogue([[tried], [plain('b.done', { keyId })]])).not.toThrow();
  });

  it('of this platform fit together, and each has its Dutch name', () => {
    const catalogue = auditEvents();
    expect(catalogue.all().length).toBeGreaterThan(30);
    for (const { action, title } of catalogue.all()) {
      expect(action).toMatch(/^[a-z]+\.[a-z]+[A-Za-z]*$/);
      expect(title).toMatch(/^[A-Z]/);
    }
  });
});
