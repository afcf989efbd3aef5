import { EML_VERSIONS } from '../kernel/eml-ids.js';
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { boundsAnswer, boundsJson } from '../elections/bounds-json.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { SIGNED_IN } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, route, type Input } from '../platform/http/route.js';
import { SHAPES } from '../platform/http/shapes.js';
import { DecideElection } from './decide-election.js';
import { decisionsForm, standingOf, typedOf } from './decisions-form.js';
import { DecisionsView } from './decisions-view.js';
import { ELECTION_KEEPERS as access, electionParams as params } from './elections.controller.js';
import { electionPath } from './elections-view.js';
import { ShowElections } from './show-elections.js';
import { ShowSetUp } from './show-set-up.js';

const path = '/verkiezingen/:id/besluiten';
const shown = page({ path, access, title: 'Besluiten', params });
const deciding = form({
  path,
  access,
  params,
  body: fields(decisionsForm),
  field: 'waarom',
  refusals: ['election.nothingChanged', 'election.waitsForSecond', 'election.deliveredAlready'],
});
const confirming = form({ path: `${path}/bevestigen`, access, params });
const rejecting = form({ path: `${path}/afwijzen`, access, params });

const moment = z.iso.datetime().nullable();
const day = z.iso.date().nullable();
const decisionsSchema = z
  .object({
    programmatuur: z.enum(['gebruikt', 'nietGebruikt']),
    emlVersie: z.enum(EML_VERSIONS).nullable(),
    zetels: z.record(z.string(), z.string()).meta({ description: 'Code van de organisatie, per orgaan' }),
    waterschap: z.string().nullable(),
    openbareLichamen: z.array(z.string()),
    briefstembureau: z.string().nullable(),
    ondertekend: z.array(z.object({ niveau: z.string(), bestand: z.string() })),
    voorschrift: z.string().nullable(),
    vergelijkenMetPapier: z.boolean(),
    vierOgen: z.boolean(),
    verwacht510b: moment.meta({ description: 'Geen wettelijke termijn' }),
    kiescollege: z.string().nullable(),
    grenzen: boundsAnswer.meta({ description: 'Vanaf waar de telling van een stembureau opvalt' }),
    uitslagvaststelling: day,
    geloofsbrieven: day,
    toelating: day,
    openingEchteTellingen: moment.meta({ description: 'null: als de stembureaus sluiten' }),
    uitslagenOpenbaarVanaf: moment.meta({ description: 'Alleen bij het EP; null: nog niet' }),
  })
  .register(SHAPES, { id: 'Besluiten' });
const decisions = route({
  method: 'GET',
  path: '/v1/verkiezingen/:id/besluiten',
  access: SIGNED_IN,
  id: 'besluiten',
  tag: 'Verkiezingen',
  summary: 'Wat de Kiesraad over een verkiezing besloot, zoals het nu geldt',
  params,
  answers: { 200: { description: 'De besluiten', schema: decisionsSchema } },
});

const FLASHES: Readonly<Record<string, Flash>> = {
  vastgelegd: { tone: 'ok', title: 'Het besluit geldt.' },
  wacht: {
    tone: 'ok',
    title: 'Vastgelegd. Het geldt nog niet.',
    text: 'Vraag een ander van de Kiesraad om te bevestigen.',
  },
  bevestigd: { tone: 'ok', title: 'Het besluit is bevestigd en geldt.' },
  afgewezen: { tone: 'ok', title: 'Het besluit is afgewezen. Wat er was, blijft gelden.' },
};

interface OfElection {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}

/** What the Kiesraad decides about an election beside its 110a. */
@Controller()
export class DecisionsPages {
  constructor(
    private readonly frame: PageFrame,
    private readonly elections: ShowElections,
    private readonly setUps: ShowSetUp,
    private readonly decide: DecideElection,
  ) {}

  @Handle(shown)
  async show({ params: { id }, actor }: OfElection, { request, problems, typed }: Call): Promise<string> {
    const { plan, summary } = await this.elections.one(id, actor);
    if (summary.draft) throw new Refusal('request.notFound');
    const standing = { decisions: await this.setUps.decisions(id), settings: plan.settings };
    return await this.frame.html(request, {
      title: `Besluiten over ${plan.definition.name}`,
      active: '/verkiezingen',
      back: { href: electionPath(id), label: plan.definition.name },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: (
        <>
          <DecisionsView
            plan={plan}
            setUp={await this.setUps.of(id)}
            viewer={actor.personId}
            typed={Object.keys(typed).length === 0 ? typedOf(standing) : typed}
            problems={problems}
          />
          {await this.frame.partsOf(path, actor, id)}
        </>
      ),
    });
  }

  @Handle(deciding, (on: DecisionsPages, input, call) => on.show(input, call))
  async add({ params: { id }, body, actor }: Input<typeof deciding>) {
    const { plan } = await this.elections.one(id, actor);
    const waits = await this.decide.run(id, (now) => standingOf(plan, now, body), body.waarom, actor);
    return seeOther(electionPath(id, `/besluiten?melding=${waits ? 'wacht' : 'vastgelegd'}`));
  }

  @Handle(confirming)
  async confirm({ params: { id }, actor }: Input<typeof confirming>) {
    await this.decide.confirm(id, actor);
    return seeOther(electionPath(id, '/besluiten?melding=bevestigd'));
  }

  @Handle(rejecting)
  async reject({ params: { id }, actor }: Input<typeof rejecting>) {
    await this.decide.reject(id, actor);
    return seeOther(electionPath(id, '/besluiten?melding=afgewezen'));
  }

  @Handle(decisions)
  async inForce({ params: { id }, actor }: Input<typeof decisions>) {
    const { plan, summary } = await this.elections.one(id, actor);
    if (summary.draft) throw new Refusal('request.notFound');
    const { moments, ...inForce } = await this.setUps.decisions(id);
    const { islands, nbsb, signed } = plan.settings;
    return {
      programmatuur: inForce.software === 'used' ? ('gebruikt' as const) : ('nietGebruikt' as const),
      emlVersie: inForce.emlVersion,
      zetels: { ...inForce.seats },
      waterschap: inForce.waterAuthority,
      openbareLichamen: [...islands],
      briefstembureau: nbsb,
      ondertekend: signed.map(({ level, message }) => ({ niveau: level, bestand: message })),
      voorschrift: inForce.signingRule,
      vergelijkenMetPapier: inForce.paperComparison,
      vierOgen: inForce.fourEyes,
      verwacht510b: inForce.expected510b,
      kiescollege: inForce.electoralCollege,
      grenzen: boundsJson(inForce.bounds),
      uitslagvaststelling: moments.resultEstablished,
      geloofsbrieven: moments.credentialsExamined,
      toelating: moments.admission,
      openingEchteTellingen: moments.realLaneOpens,
      uitslagenOpenbaarVanaf: moments.resultsPublicFrom,
    };
  }
}
