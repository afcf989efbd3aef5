import { z } from 'zod';
import { committeeKey, LEVELS } from '../kernel/committee.js';
import type { Actor } from '../kernel/actor.js';

/** What an event is about, and what the screen calls it. */
export const OBJECT_NAMES = {
  authorisations: 'rechten',
  body: 'orgaan',
  contact: 'contactpersoon',
  declaration: 'verklaring',
  declarationModel: 'model van de verklaring',
  delivery: 'aflevering',
  dispatch: 'verzending',
  duty: 'dienst',
  election: 'verkiezing',
  event: 'opdracht',
  evidence: 'bewijs',
  exemption: 'vrijstelling',
  fallback: 'terugvaloptie',
  hold: 'bewaarbevel',
  key: 'sleutel',
  keyList: 'sleutellijst',
  list: 'lijst',
  log: 'logboek',
  mandate: 'mandaat',
  notice: 'bericht',
  object: 'opgeslagen bestand',
  organisation: 'organisatie',
  passkey: 'passkey',
  person: 'persoon',
  platform: 'platform',
  referral: 'terugverwijzing',
  release: 'release',
  removal: 'vernietiging',
  report: 'melding',
  request: 'verzoek',
  session: 'sessie',
  setup: 'inrichting',
  stationList: 'stembureaulijst',
  submission: 'levering',
  token: 'token',
  trial: 'proeflevering',
  webhook: 'webhook',
} as const;
export type ObjectKind = keyof typeof OBJECT_NAMES;

/** A fact of an event as it is kept. */
export type DetailValue = string | number | boolean | null | readonly string[];
type ActorKind = Actor['kind'];

/** What the screen calls who did it. */
export const ACTOR_NAMES: Readonly<Record<ActorKind, string>> = {
  person: 'persoon met een rol',
  hatless: 'persoon zonder rol',
  anonymous: 'iemand zonder account',
  system: 'het platform zelf',
};
type Shape = Readonly<Record<string, z.ZodType<DetailValue | undefined>>>;

interface FieldFacts {
  readonly label: string;
  /** Says something of a person, or is text that a person typed: kept apart, and can be erased. */
  readonly personal?: true;
  /** Names another object, by which this event is found too. */
  readonly names?: true;
}
const FIELDS = z.registry<FieldFacts>();

/** Declares a fact that events tell, with its name on the screen. One name is one fact, in every room. */
export function detail<T extends z.ZodType<DetailValue>>(
  label: string,
  schema: T,
  facts: Omit<FieldFacts, 'label'> = {},
): T {
  FIELDS.add(schema, { label, ...facts });
  return schema;
}

/** Text of at most `most` characters; what is longer is cut, and half a character never stays behind. */
export const cutText = (most: number) =>
  z.string().transform((text) => Buffer.from(text.slice(0, most)).toString());
/** A moment, kept as ISO 8601 in UTC. */
export const moment = () => z.date().transform((at) => at.toISOString());
/** A body, kept as `GSB:0668`. */
export const bodyRef = () => z.object({ level: z.enum(LEVELS), code: z.string() }).transform(committeeKey);

/** The declared fact behind `optional` and `nullable`. */
function declared(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? declared(schema.unwrap() as z.ZodType)
    : schema;
}

/** What is declared of a fact; a fault for a schema that {@link detail} did not make. */
export function fieldFacts(schema: z.ZodType): FieldFacts & { readonly schema: z.ZodType } {
  const own = declared(schema);
  const facts = FIELDS.get(own);
  if (facts === undefined) throw new Error('a detail of an audit event was not declared with detail()');
  return { ...facts, schema: own };
}

/** One event, made by its declaration: the only thing that can be added to the log. */
export interface AuditEvent {
  readonly action: string;
  readonly object: {
    readonly kind: ObjectKind;
    readonly id: string | null;
    readonly electionId: string | null;
  };
  readonly actor: Actor;
  /** Refusal code when what was asked was turned down; null when it was done. */
  readonly code: string | null;
  readonly details: Readonly<Record<string, DetailValue>>;
  /** Facts that can be erased. */
  readonly personal: Readonly<Record<string, DetailValue>>;
  /** Other objects that the event names. */
  readonly names: readonly string[];
}

/** What a room says of one of its events. */
interface Declaration<D extends Shape, K extends ActorKind> {
  /** Dutch, as a line of the log: what happened. */
  readonly title: string;
  readonly object: ObjectKind;
  /** Who can be named as having done it. */
  readonly by: readonly K[];
  readonly details?: D;
}

type Told<D extends Shape> = z.input<z.ZodObject<D>>;
/** What an event is made from. `electionId` is that of the actor's hat when it is not given. */
type Happening<D extends Shape, K extends ActorKind> = {
  readonly object: { readonly id: string | null; readonly electionId?: string | null };
  readonly actor: Extract<Actor, { kind: K }>;
  readonly code?: string;
} & (keyof D extends never ? { readonly details?: undefined } : { readonly details: Told<D> });

/** A declared event: called with what happened it gives the event itself. */
export interface DeclaredEvent {
  readonly action: string;
  readonly title: string;
  readonly object: ObjectKind;
  readonly by: readonly ActorKind[];
  readonly fields: Shape;
}

/**
 * Declares an event of the log (Kiesbesluit Ea 3: every action logged, with who and the result): `action` in the past
 * tense, what it says in Dutch, what it is about, who can be named as its actor, and its facts. The compiler checks the
 * facts where it is made; what is not declared is a fault there and reaches no log.
 */
export function event<const K extends ActorKind, D extends Shape = Record<never, never>>(
  action: string,
  { title, object: kind, by, details }: Declaration<D, K>,
): DeclaredEvent & ((what: Happening<D, K>) => AuditEvent) {
  const fields: Shape = details ?? {};
  const schema = z.strictObject(fields);
  const known = Object.entries(fields).map(([name, field]) => ({ name, ...fieldFacts(field) }));
  const personal = new Set(known.filter((fact) => fact.personal).map(({ name }) => name));
  const naming = known.filter((fact) => fact.names).map(({ name }) => name);
  const make = (what: Happening<D, K>): AuditEvent => {
    const { object, code = null } = what;
    const actor: Actor = what.actor;
    const told = Object.entries(schema.parse(what.details ?? {})).filter(
      (entry): entry is [string, DetailValue] => entry[1] !== undefined,
    );
    const electionId = object.electionId ?? (actor.kind === 'person' ? actor.hat.electionId : null);
    return {
      action,
      object: { kind, id: object.id, electionId },
      actor,
      code,
      details: Object.fromEntries(told.filter(([name]) => !personal.has(name))),
      personal: Object.fromEntries(told.filter(([name]) => personal.has(name))),
      names: told.filter(([name]) => naming.includes(name)).flatMap(([, value]) => namesIn(value)),
    };
  };
  return Object.assign(make, { action, title, object: kind, by, fields });
}

function namesIn(value: DetailValue): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? [...(value as readonly string[])] : [];
}
