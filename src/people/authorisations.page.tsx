import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { line, phoneNumber } from '../frame/text.js';
import type { PersonActor } from '../kernel/actor.js';
import { LEVELS } from '../kernel/committee.js';
import { isCalendarDay } from '../kernel/days.js';
import { hats, inSession } from '../platform/http/access.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { inventoryCsv } from './authorisations-csv.js';
import { CallForm, InventoryView, OwnRoundsView } from './authorisations-view.js';
import { ReviewAuthorisations } from './review-authorisations.js';
import { ShowAuthorisations } from './show-authorisations.js';
import { SweepAuthorisations } from './sweep-authorisations.js';

/** Authorisations are actively managed: confirmed before each election, first by who gave them. */
const law = 'Kiesbesluit Ea 3 lid 3 b';
const access = inSession(hats(LEVELS, ['manager', 'operator']));
const forKiesraad = inSession(hats(['OPERATOR']));
const aDay = z.string().refine(isCalendarDay, 'Kies een dag van stemming.');

const own = page({ path: '/rechten', access, title: 'Rechten nakijken', law });
const confirming = form({
  path: own.path,
  access,
  law,
  body: fields(
    z.object({
      dag: aDay,
      rol: z.preprocess(
        (value) => [value ?? []].flat(),
        z.array(anId).min(1, 'Vink minstens één rol aan.').max(200),
      ),
    }),
  ),
  field: 'rol',
});
const query = z.object({ dag: aDay.catch('') });
const all = page({
  path: '/rechten/overzicht',
  access: forKiesraad,
  title: 'Rechten per stemming',
  law,
  query,
});
const csv = page({
  path: '/rechten/overzicht.csv',
  access: forKiesraad,
  title: 'Inventaris van rechten als CSV',
  type: 'text/csv; charset=utf-8',
  law,
  query,
});
const beginning = form({
  path: '/rechten/beginnen',
  access: forKiesraad,
  law,
  body: fields(z.object({ dag: aDay })),
});
const ofRole = z.object({ dag: aDay, rol: z.uuid('Kies een account.') });
const reopening = form({
  path: '/rechten/heropenen',
  access,
  law,
  body: fields(ofRole),
  field: 'rol',
  refusals: ['accounts.alreadyInBody', 'accounts.separationOfDuties'],
});
const closing = form({
  path: '/rechten/sluiten',
  access: forKiesraad,
  law,
  body: fields(
    ofRole.extend({
      gesprokenMet: line(120, 'Vul in met wie u sprak.'),
      telefoon: phoneNumber.refine((number) => number !== null, 'Vul het nummer in.'),
    }),
  ),
  field: 'gesprokenMet',
  refusals: ['accounts.ownHat'],
  grave: true,
});
const beforeClosing = page({
  path: closing.path,
  access: forKiesraad,
  title: 'Een account sluiten na een gesprek',
  law,
  query: query.extend({ rol: z.string().max(40).catch('') }),
});

const FLASHES: Readonly<Record<string, Flash>> = {
  gevraagd: { tone: 'ok', title: 'Alle organen zijn gevraagd hun rollen na te kijken' },
  bevestigd: { tone: 'ok', title: 'De rollen zijn bevestigd' },
  gesloten: { tone: 'ok', title: 'Het account is gesloten' },
  geopend: {
    tone: 'ok',
    title: 'Het account is weer open',
    text: 'De persoon kan de rol nu weer kiezen, met de eigen passkey.',
  },
};

/** Rounds in which accounts and roles are confirmed: for who granted them, for managers, and whole for the Kiesraad. */
@Controller()
export class AuthorisationsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly shown: ShowAuthorisations,
    private readonly review: ReviewAuthorisations,
    private readonly rounds: SweepAuthorisations,
  ) {}

  @Handle(own)
  async own({ actor }: { readonly actor: PersonActor }, { request, problems, typed }: Call): Promise<string> {
    const operator = actor.hat.role === 'operator';
    const [rounds, notBegun] = await Promise.all([
      this.shown.own(actor),
      operator ? this.shown.notBegun() : [],
    ]);
    return await this.frame.html(request, {
      title: own.title,
      active: '/mensen',
      back: { href: '/mensen', label: 'Mensen' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <OwnRoundsView {...{ rounds, notBegun, operator }} sent={{ problems, typed }} />,
    });
  }

  @Handle(confirming, (on: AuthorisationsPage, input, call) => on.own(input, call))
  async confirm({ actor, body: { dag, rol } }: Input<typeof confirming>) {
    await this.review.confirm(dag, rol, actor);
    return seeOther(`${own.path}?melding=bevestigd`);
  }

  @Handle(beginning)
  async begin({ actor, body: { dag } }: Input<typeof beginning>) {
    await this.rounds.begin(dag, actor);
    return seeOther(`${own.path}?melding=gevraagd`);
  }

  @Handle(all)
  async all({ query: { dag } }: Pick<Input<typeof all>, 'query'>, { request }: Call): Promise<string> {
    const inventory = await this.shown.inventory(dag);
    return await this.frame.html(request, {
      title: `Rechten voor de stemming van ${dag}`,
      active: '/mensen',
      back: { href: own.path, label: own.title },
      flash: flashOf(request, FLASHES),
      body: <InventoryView inventory={inventory} />,
    });
  }

  @Handle(csv)
  async csv({ query: { dag } }: Input<typeof csv>): Promise<Answered<string>> {
    const text = inventoryCsv(await this.shown.inventory(dag));
    return new Answered(200, text, { 'content-disposition': saveAs(`rechten_${dag}.csv`) });
  }

  @Handle(reopening, (on: AuthorisationsPage, input, call) => on.own(input, call))
  async reopen({ actor, body: { dag, rol } }: Input<typeof reopening>) {
    await this.review.reopen({ votingDay: dag, hatId: rol }, actor);
    const back = actor.hat.role === 'operator' ? `${all.path}?dag=${dag}&` : `${own.path}?`;
    return seeOther(`${back}melding=geopend`);
  }

  @Handle(beforeClosing)
  async beforeClose({ query: { dag, rol } }: Pick<Input<typeof beforeClosing>, 'query'>, call: Call) {
    const { request, problems, typed } = call;
    return await this.frame.html(request, {
      title: beforeClosing.title,
      active: '/mensen',
      back: { href: own.path, label: own.title },
      hasErrors: problems.length > 0,
      body: <CallForm of={{ dag, rol }} sent={{ problems, typed }} />,
    });
  }

  @Handle(closing, (on: AuthorisationsPage, _, call) =>
    on.beforeClose({ query: { dag: call.typed['dag'] ?? '', rol: call.typed['rol'] ?? '' } }, call),
  )
  async close({ actor, body: { dag, rol, gesprokenMet, telefoon } }: Input<typeof closing>) {
    const call = { spokeWith: gesprokenMet, calledNumber: telefoon };
    await this.review.closeAfterCall({ votingDay: dag, hatId: rol }, call, actor);
    return seeOther(`${all.path}?dag=${dag}&melding=gesloten`);
  }
}
