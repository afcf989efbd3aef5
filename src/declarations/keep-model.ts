import { Injectable } from '@nestjs/common';
import { append } from '../audit/audit.store.js';
import { ElectionStore } from '../elections/election.store.js';
import { act } from '../identity/act.js';
import type { PersonActor } from '../kernel/actor.js';
import { digestOf } from '../kernel/canonical-json.js';
import { Clock } from '../kernel/clock.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { modelPublished, modelWritten } from './events.js';
import { modelContent, type Model, type ModelContent } from './model.js';
import {
  listModels,
  lockModel,
  modelInForce,
  modelOfOtherDay,
  publishModel,
  writeModel,
} from './model.store.js';

/** The models of a voting day, as the Kiesraad works on them. */
export interface ShownModels {
  readonly votingDay: string;
  /** The newest first. */
  readonly models: readonly Model[];
  /** What is being written, or what a new version begins with. */
  readonly start: ModelContent;
}

/** With what the first model of all begins; the Kiesraad's own text takes its place. */
const EMPTY: ModelContent = {
  opmaak: 1,
  title: 'Verklaring over de aansluitvoorschriften',
  intro:
    'Het bestuur heeft onderzocht of de voorzieningen en maatregelen voldoen aan de aansluitvoorschriften.',
  questions: [{ id: 'v1', text: 'De voorzieningen en maatregelen voldoen.', explanation: '' }],
  closing: 'Het bestuur verklaart dat dit de uitkomst van het onderzoek is.',
};

/** The fingerprint of a model: SHA-256 over its canonical JSON. */
export function modelFingerprint(content: ModelContent) {
  return digestOf(content);
}

/**
 * What somebody sees who looks at the newest model, as a mark: another text, another version or its being published has another.
 * `undefined`: there is none yet.
 */
export function markOf(newest: Pick<Model, 'version' | 'publishedAt' | 'content'> | undefined): string {
  if (newest === undefined) return '0';
  const { version, publishedAt, content } = newest;
  return `${version}.${publishedAt === null ? 'open' : 'vast'}.${modelFingerprint(content)}`;
}

/** Reads a model that was exported. Refused: declaration.badModel. */
export function readModel(text: string): ModelContent {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Refusal('declaration.badModel', { reden: 'Het bestand is geen JSON.' });
  }
  const read = modelContent.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal('declaration.badModel', {
    reden: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  });
}

/**
 * The Kiesraad writes and publishes its model of the declaration (Kiesbesluit Ea 7 lid 1). A published version is never
 * changed: what is written after it is the next. Only for the operator: the edge sees to it.
 */
@Injectable()
export class KeepModel {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly elections: ElectionStore,
  ) {}

  /** Refused: request.notFound where nobody votes that day. */
  async show(votingDay: string): Promise<ShownModels> {
    const elections = await this.elections.list();
    if (!elections.some(({ electionDate }) => electionDate === votingDay))
      throw new Refusal('request.notFound');
    const models = await listModels(this.db.read, votingDay);
    const start = models[0] ?? (await modelOfOtherDay(this.db.read, votingDay));
    return { votingDay, models, start: start?.content ?? EMPTY };
  }

  /** The model in force; null before the first. For everybody. */
  async inForce(votingDay: string): Promise<Model | null> {
    return await modelInForce(this.db.read, votingDay);
  }

  /**
   * Keeps the version that is being written. `seen`: the {@link markOf} what the person saw. The text of the newest again changes
   * nothing. Refused: request.notFound; declaration.modelStale when a colleague wrote or published meanwhile.
   */
  async write(votingDay: string, seen: string, content: ModelContent, actor: PersonActor): Promise<Model> {
    await this.show(votingDay);
    const by = { at: this.clock.now(), personId: actor.personId };
    return await act(this.db, actor, async (tx) => {
      await lockModel(tx, votingDay);
      const [newest] = await listModels(tx, votingDay);
      const isOpen = newest?.publishedAt === null;
      if (newest !== undefined && modelFingerprint(newest.content) === modelFingerprint(content))
        return newest;
      if (seen !== markOf(newest)) throw new Refusal('declaration.modelStale');
      const next = isOpen ? newest.version : (newest?.version ?? 0) + 1;
      const model = await writeModel(tx, { votingDay, version: next, content }, by);
      const details = { declarationDay: votingDay, modelVersion: next };
      await append(tx, modelWritten({ object: { id: model.id }, actor, details }), by.at);
      return model;
    });
  }

  /** Publishes what was written, as the person saw it ({@link markOf}). Refused: declaration.modelStale. */
  async publish(votingDay: string, seen: string, actor: PersonActor): Promise<Model> {
    const by = { at: this.clock.now(), personId: actor.personId };
    return await act(this.db, actor, async (tx) => {
      await lockModel(tx, votingDay);
      const [newest] = await listModels(tx, votingDay);
      if (newest?.publishedAt !== null || seen !== markOf(newest))
        throw new Refusal('declaration.modelStale');
      const model = await publishModel(tx, newest.id, by);
      const details = {
        ...{ declarationDay: votingDay, modelVersion: model.version },
        sha256: modelFingerprint(model.content),
      };
      await append(tx, modelPublished({ object: { id: model.id }, actor, details }), by.at);
      return model;
    });
  }
}
