import { Controller } from '@nestjs/common';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { emailAddress, line, phoneNumber } from '../frame/text.js';
import type { InvitationLink } from '../identity/issue-invitation.js';
import type { BodyRef } from '../identity/person.store.js';
import type { PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { Refusal } from '../kernel/refusal.js';
import { hats, inSession } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { Settings } from '../platform/settings.js';
import { EndHat } from './change-hats.js';
import { EndHatView, RestoreAccessView } from './confirm-view.js';
import { InvitePerson, RestoreAccess } from './invite-person.js';
import { hiddenOf, PeopleBody, type PeopleView } from './people-view.js';
import { ForeseeEnd, ShowPeople, type EndingHat } from './show-people.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  beeindigd: {
    tone: 'ok',
    title: 'De rol is beëindigd',
    text: 'De persoon kan vanaf nu niets meer doen voor dit orgaan.',
  },
};

const access = inSession(hats(LEVELS, ['manager', 'operator']));
/** Authorisations are actively managed. */
const law = 'Kiesbesluit Ea 3 lid 3 b';
const bodyFields = z.object({
  verkiezing: line(120).optional().catch(undefined),
  niveau: z.enum(LEVELS).optional(),
  code: line(20).optional().catch(undefined),
});
type AskedBody = z.infer<typeof bodyFields>;

const people = page({
  path: '/mensen',
  access,
  title: 'Mensen',
  nav: { label: 'Mensen', place: 70 },
  law,
  query: bodyFields,
});
const inviting = form({
  path: '/mensen',
  access,
  law,
  body: fields(
    bodyFields.extend({
      naam: line(120, 'Vul de naam in.'),
      email: emailAddress,
      telefoon: phoneNumber.default(null),
      rol: z.enum(['member', 'manager', 'operator'], 'Kies een rol.'),
    }),
  ),
  field: 'email',
  refusals: [
    'accounts.alreadyInBody',
    'accounts.separationOfDuties',
    'accounts.roleDoesNotFit',
    'accounts.blocked',
    'accounts.knownElsewhere',
  ],
});
const ofHat = { access, law, params: { id: anId }, body: fields(bodyFields) };
const renewing = form({ ...ofHat, path: '/mensen/:id/uitnodigen', grave: true });
const ending = form({ ...ofHat, path: '/mensen/:id/beeindigen', grave: true });
const before = { access, law, params: { id: anId } };
const beforeRenewing = page({ ...before, path: renewing.path, title: 'Toegang herstellen?' });
const beforeEnding = page({ ...before, path: ending.path, title: 'Rol beëindigen?' });

/** The people of a body: for its managers, and for the operator those of every body. */
@Controller()
export class PeoplePage {
  constructor(
    private readonly frame: PageFrame,
    private readonly people: ShowPeople,
    private readonly invitePerson: InvitePerson,
    private readonly restoreAccess: RestoreAccess,
    private readonly endHat: EndHat,
    private readonly settings: Settings,
  ) {}

  @Handle(people)
  show({ actor, query }: Input<typeof people>, call: Call): Promise<string> {
    return this.page(actor, query, call);
  }

  /** The answer shows the link to hand over; no address gives it again. */
  @Handle(inviting, (on: PeoplePage, { actor }, call) => on.page(actor, bodyFields.parse(call.typed), call))
  async invite({ actor, body }: Input<typeof inviting>, call: Call): Promise<string> {
    const { naam: name, email, telefoon: phone, rol: role } = body;
    const link = await this.invitePerson.run({ ...bodyOf(actor, body), name, email, phone, role }, actor);
    return this.page(actor, body, { ...call, typed: {} }, { name, link: link && this.whole(link) });
  }

  @Handle(renewing)
  async renew({ actor, params: { id }, body }: Input<typeof renewing>, call: Call): Promise<string> {
    const link = await this.restoreAccess.run(id, actor);
    return this.page(actor, body, call, { name: null, link: this.whole(link) });
  }

  @Handle(ending)
  async end({ actor, params: { id }, body }: Input<typeof ending>) {
    await this.endHat.run(id, actor);
    return seeOther(`/mensen?${addressOf(bodyOf(actor, body))}&melding=beeindigd`);
  }

  private whole({ path, expiresAt }: InvitationLink) {
    return { url: this.settings.baseUrl + path, expiresAt };
  }

  private async page(
    actor: PersonActor,
    asked: AskedBody,
    { request, problems, typed }: Call,
    handOver: PeopleView['handOver'] = null,
  ): Promise<string> {
    const of = bodyOf(actor, asked);
    const found = await this.people.run(of, actor);
    const { id: own, role } = actor.hat;
    return this.frame.html(request, {
      title: people.title,
      lead: found.bodyName,
      active: '/mensen',
      flash: flashOf(request, FLASHES),
      hasErrors: problems.length > 0,
      body: (
        <PeopleBody {...found} {...{ of, own, problems, typed, handOver }} operator={role === 'operator'} />
      ),
    });
  }
}

/** What comes before a role ends, or all of somebody's access: to whom it happens and what follows. */
@Controller()
export class BeforeEndingPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly foresee: ForeseeEnd,
  ) {}

  @Handle(beforeRenewing)
  async beforeRenew({ actor, params: { id } }: Input<typeof beforeRenewing>, call: Call): Promise<string> {
    const found = await this.foresee.ofAccess(id, actor);
    const view = <RestoreAccessView {...confirmOf(found, `/mensen/${id}/uitnodigen`)} />;
    return this.confirm(call, beforeRenewing.title, found, view);
  }

  @Handle(beforeEnding)
  async beforeEnd({ actor, params: { id } }: Input<typeof beforeEnding>, call: Call): Promise<string> {
    const found = await this.foresee.ofRole(id, actor);
    const view = <EndHatView {...confirmOf(found, `/mensen/${id}/beeindigen`)} />;
    return this.confirm(call, beforeEnding.title, found, view);
  }

  private confirm({ request }: Call, title: string, { of, bodyName }: EndingHat, body: ComponentChildren) {
    return this.frame.html(request, {
      title,
      lead: bodyName,
      active: '/mensen',
      back: { href: `/mensen?${addressOf(of)}`, label: 'Mensen' },
      body,
    });
  }
}

/** A manager's own body, whatever is asked; for the operator the body that the address or form names, else their own. */
function bodyOf({ hat }: PersonActor, { verkiezing, niveau, code }: AskedBody): BodyRef {
  if (hat.role !== 'operator') return { electionId: hat.electionId, body: hat.body };
  if (niveau === undefined || niveau === 'OPERATOR')
    return { electionId: null, body: { level: 'OPERATOR', code: 'OPERATOR' } };
  if (niveau === 'EXECUTIVE') return { electionId: null, body: { level: niveau, code: code ?? '' } };
  if (verkiezing === undefined) throw new Refusal('accounts.noSuchBody');
  return { electionId: verkiezing, body: { level: niveau, code: code ?? niveau } };
}

/** What a page that asks once more needs beside its words. */
function confirmOf(ending: EndingHat, action: string) {
  return { ending, action, hidden: hiddenOf(ending.of), cancelHref: `/mensen?${addressOf(ending.of)}` };
}

function addressOf({ electionId, body }: BodyRef): string {
  return new URLSearchParams({
    ...(electionId === null ? {} : { verkiezing: electionId }),
    niveau: body.level,
    code: body.code,
  }).toString();
}
