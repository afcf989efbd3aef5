import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { PersonActor } from '../kernel/actor.js';
import { ISLANDS } from '../kernel/committee.js';
import { actorOf } from '../platform/http/request.js';
import { askedAgain, NOT_SENT_YET } from '../platform/http/sent-again.js';
import { Settings } from '../platform/settings.js';
import { renderPage, type Flash, type PageProps } from '../web/page.js';
import { Navigation, placeOf } from './navigation.js';
import { OnCall } from './on-call.js';

export type { Flash } from '../web/page.js';

/** A page of a feature: what stands inside the frame. */
export interface FramedPage {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly body: ComponentChildren;
  /** The place in the navigation this page belongs to; absent: the one its path stands below. */
  readonly active?: string | undefined;
  readonly flash?: Flash | undefined;
  readonly back?: { readonly href: string; readonly label: string } | undefined;
  /** A form on it was turned down. */
  readonly hasErrors?: boolean | undefined;
}

/** What any page may have to say of a form on it that can be sent now, and for whom. */
function notSentYet({ hats = [], currentHat }: Pick<PageProps, 'hats' | 'currentHat'>): Flash {
  const label = hats.find(({ id }) => id === currentHat)?.label;
  const role = label === undefined ? '' : `U werkt nu als ${label}. `;
  return {
    tone: 'info',
    title: 'Er is nog niets verstuurd',
    text: `${role}Controleer wat hieronder staat en ga verder.`,
  };
}

/** What a room puts on the page of a room above it, for who looks at this election; null where it has nothing for them. */
export type PagePart = (actor: PersonActor, electionId: string) => Promise<ComponentChildren>;

/** The hats a person may wear now, as the frame shows them. */
export type HatsOf = (personId: string) => Promise<NonNullable<PageProps['hats']>>;

/** How many notices nobody of the body read yet, by hat, for somebody. */
export type UnseenOf = (personId: string) => Promise<ReadonlyMap<string, number>>;

/** Puts a page in the site's frame, as the person who asks for it should see it: their navigation, their hats. */
@Injectable()
export class PageFrame {
  private hatsOf: HatsOf = async () => [];
  private unseenOf: UnseenOf = async () => new Map();
  private readonly parts = new Map<string, PagePart[]>();

  constructor(
    private readonly settings: Settings,
    private readonly navigation: Navigation,
    /** Whom of the Kiesraad one can call now. */
    readonly onCall: OnCall,
  ) {}

  /** Told once, by who knows people, how to find the hats that somebody may change to. */
  knowHats(hatsOf: HatsOf): void {
    this.hatsOf = hatsOf;
  }

  /** Told once, by who keeps notices, how to count those that were not read. */
  knowUnseen(unseenOf: UnseenOf): void {
    this.unseenOf = unseenOf;
  }

  /** Told once, when the program starts, by a room below the one that has the page at `path`. */
  addPart(path: string, part: PagePart): void {
    this.parts.set(path, [...(this.parts.get(path) ?? []), part]);
  }

  /** What the rooms below put on this page, in their order. */
  async partsOf(path: string, actor: PersonActor, electionId: string): Promise<readonly ComponentChildren[]> {
    return await Promise.all((this.parts.get(path) ?? []).map((part) => part(actor, electionId)));
  }

  /** Whether everything here is an exercise. */
  get isRehearsal(): boolean {
    return this.settings.mode === 'rehearsal';
  }

  /** The helpdesk's number, as the frame shows it. */
  get phone(): string {
    return this.settings.helpdeskPhone;
  }

  /** The whole document for this request. `page.flash` is what just happened; see {@link flashOf}. */
  async html(request: FastifyRequest, page: FramedPage): Promise<string> {
    const { active, flash, ...inside } = page;
    const around = await this.around(request, active);
    const shared = notSentYet(around);
    return renderPage({
      ...around,
      ...inside,
      flash: flash ?? (askedAgain(request) === null ? flashOf(request, { [NOT_SENT_YET]: shared }) : shared),
    });
  }

  /** What stands around a page for somebody of whom nothing is known; asks nothing of the database. */
  aroundNobody(): Omit<PageProps, 'title' | 'body'> {
    const { mode, version, helpdeskPhone } = this.settings;
    return {
      rehearsal: mode === 'rehearsal',
      version,
      helpdesk: { phone: helpdeskPhone },
      paths: { changeHat: '/rol' },
      nav: [],
    };
  }

  /** Everything but the page itself; for error pages too. */
  async around(request: FastifyRequest, active?: string): Promise<Omit<PageProps, 'title' | 'body'>> {
    const site = this.aroundNobody();
    const actor = actorOf(request);
    if (actor.kind === 'anonymous' || actor.kind === 'system') return site;
    const hat = actor.kind === 'person' ? actor.hat : null;
    const places = this.navigation.placesFor(hat);
    const here = active ?? placeOf(request.url, places)?.href;
    const [hats, unseen] = await Promise.all([this.hatsOf(actor.personId), this.unseenOf(actor.personId)]);
    return {
      ...site,
      nav: places.map(({ href, label }) => ({
        ...{ href, label, current: href === here },
        waiting: href === '/' && hat !== null ? unseen.get(hat.id) : undefined,
      })),
      user: { name: actor.name },
      hats: hats.map(({ id, label }) => ({ id, label, waiting: unseen.get(id) })),
      currentHat: hat?.id,
      session: request.sessionLeft,
      island: hat === null ? undefined : ISLANDS[hat.body.code],
      path: request.method === 'GET' ? request.url : (askedAgain(request) ?? '/'),
    };
  }
}

/**
 * What just happened, by the code in the address (`?melding=code`): only texts of ours can be shown, so that a link made
 * by somebody else cannot put words on this site.
 */
export function flashOf(request: FastifyRequest, texts: Readonly<Record<string, Flash>>): Flash | undefined {
  const { melding } = request.query as Record<string, unknown>;
  return typeof melding === 'string' && Object.hasOwn(texts, melding) ? texts[melding] : undefined;
}
