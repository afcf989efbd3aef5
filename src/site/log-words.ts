import { Injectable } from '@nestjs/common';
import type { LoggedEvent } from '../audit/audit-query.js';
import { EventCatalogue } from '../audit/event-catalogue.js';
import { findCommittee } from '../elections/committees.js';
import type { ElectionPlan } from '../elections/election.js';
import { ElectionStore } from '../elections/election.store.js';
import { DELIVERED_TYPES, LEVELS, type Level } from '../kernel/committee.js';
import { isUuid } from '../kernel/uuid.js';
import { Declarations } from '../platform/http/declarations.js';
import { RefusalTexts } from '../platform/http/refusals.js';
import { messageText } from '../routing/words.js';
import { checkTitle, CHECK_CODES } from '../verify/checks/catalogue.js';
import { formatTime } from '../web/format-time.js';

/** A fact of an event, in Dutch. */
export interface WordedFact {
  readonly label: string;
  readonly text: string;
}

/** Values that stand in the log as words of the code. */
const WORDS: Readonly<Record<string, string>> = {
  open: 'begonnen',
  judged: 'gecontroleerd',
  delivered: 'ingediend',
  superseded: 'vervangen',
  refused: 'geweigerd',
  abandoned: 'gestopt',
  registered: 'aangemeld',
  draft: 'concept',
  published: 'gepubliceerd',
  approved: 'goedgekeurd',
  rejected: 'afgewezen',
  revoked: 'ingetrokken',
  fresh: 'wat nieuw is',
  all: 'alles',
  chosen: 'wat gekozen is',
  bundle: 'samen met andere, in een ZIP',
  file: 'bestand zoals geleverd',
  eml: 'telbestand',
  zip: 'ZIP om in te lezen',
  signature: 'handtekening',
  attachment: 'bijlage',
  interrupted: 'gebruik onderbroken',
  setAside: 'uitkomst buiten beschouwing gelaten',
  newSession: 'nieuwe zitting',
  sameSession: 'zelfde zitting',
  figuresEqual: 'gelijk aan de vorige versie',
  figuresChanged: 'gewijzigd',
  figuresChangedBefore: 'gelijk aan de vorige versie, die gewijzigd was',
  figuresUnknown: 'niet te vergelijken met de vorige versie',
  islandNotTakingPart: 'openbaar lichaam neemt niet deel',
  mayor: 'bestanden bij de burgemeester',
  committees: 'bestanden bij stembureaus',
};
const ROLES: Readonly<Record<string, string>> = {
  member: 'medewerker',
  manager: 'beheerder van het orgaan',
  operator: 'beheerder van het platform',
};
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const BODY = new RegExp(`^(${LEVELS.join('|')}):(\\S+)$`);

/** Says what stands in the log in words that people use: bodies, elections, messages, checks, refusals by their names. */
@Injectable()
export class LogWords {
  private readonly refusals: ReadonlyMap<string, string>;

  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly elections: ElectionStore,
    private readonly declarations: Declarations,
    texts: RefusalTexts,
  ) {
    this.refusals = new Map(texts.entries().map(([code, { title }]) => [code, title]));
  }

  /** The words for these events; reads the elections that they name. */
  async for(events: readonly LoggedEvent[]): Promise<Wording> {
    const ids = events.flatMap(({ electionId, hat }) => [electionId, hat?.split(' ')[1] ?? null]);
    const plans = new Map<string, ElectionPlan>();
    for (const id of new Set(ids)) {
      const plan = id === null ? null : await this.elections.plan(id);
      if (id !== null && plan !== null) plans.set(id, plan);
    }
    return new Wording(this.catalogue, this.refusals, this.declarations, plans);
  }
}

/** The words of some events. */
export class Wording {
  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly refusals: ReadonlyMap<string, string>,
    private readonly declarations: Declarations,
    private readonly plans: ReadonlyMap<string, ElectionPlan>,
  ) {}

  title(event: Pick<LoggedEvent, 'action'>): string {
    return this.catalogue.title(event.action);
  }

  /** Why something was refused. */
  refusal(code: string): string {
    return this.refusals.get(code) ?? 'Geweigerd';
  }

  election(id: string): string {
    return this.plans.get(id)?.definition.name ?? id;
  }

  /** `GSB:0106` in an election: the name of the body. */
  body(key: string, electionId: string | null): string {
    const [, level, code = ''] = BODY.exec(key) ?? [];
    if (level === undefined) return key;
    if (level === 'OPERATOR') return 'Kiesraad, beheer van het platform';
    const plan = electionId === null ? undefined : this.plans.get(electionId);
    const known = plan && findCommittee(plan.committees, { level: level as Level, code });
    return known?.name ?? `${level} ${code}`;
  }

  /** The body behind a hat as the log has it (`GSB:0106 TK2027 manager`), with election and role or without. */
  hat(hat: string, whole: boolean): string {
    const [key = '', second, third] = hat.split(' ');
    const electionId = third === undefined ? null : (second ?? null);
    const name = this.body(key, electionId);
    if (!whole) return name;
    const role = ROLES[third ?? second ?? ''];
    return [name, ...(electionId === null ? [] : [this.election(electionId)]), ...(role ? [role] : [])].join(
      ', ',
    );
  }

  /** The facts of an event. What only a machine reads, an id, is left out. */
  facts({ details, electionId }: LoggedEvent): readonly WordedFact[] {
    return Object.entries(details).flatMap(([name, value]) => {
      const text = this.value(value, electionId);
      return text === '' ? [] : [{ label: this.catalogue.label(name), text }];
    });
  }

  private value(value: unknown, electionId: string | null): string {
    if (value === null || value === undefined) return '';
    if (typeof value === 'boolean') return value ? 'ja' : 'nee';
    if (Array.isArray(value))
      return value
        .map((each) => this.value(each, electionId))
        .filter((text) => text !== '')
        .join(', ');
    return typeof value === 'string' ? this.text(value, electionId) : JSON.stringify(value);
  }

  private text(value: string, electionId: string | null): string {
    if (isUuid(value)) return '';
    if (MOMENT.test(value)) return formatTime(new Date(value), 'second');
    if (BODY.test(value)) return this.body(value, electionId);
    if (BODY.test(value.split(' ')[0] ?? '')) return this.hat(value, true);
    if (value.startsWith('/')) return this.page(value);
    const message = DELIVERED_TYPES.find((type) => type === value);
    if (message !== undefined) return messageText(message);
    const check = CHECK_CODES.find((code) => code === value);
    if (check !== undefined) return checkTitle(check);
    if (this.catalogue.has(value)) return this.catalogue.title(value);
    return this.refusals.get(value) ?? WORDS[value] ?? value;
  }

  /** What stands at an address of ours. */
  private page(route: string): string {
    const found = this.declarations.all.find(({ path }) => path === route);
    const name = found?.kind === 'page' ? found.title : found?.kind === 'api' ? found.summary : null;
    return name === null ? route : `${name} (${route})`;
  }
}
