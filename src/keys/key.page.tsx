import { typedMoment } from '../kernel/dutch-time.js';
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, PARTS, type Input } from '../platform/http/route.js';
import type { CommitteeKey } from './key.js';
import { KeyView } from './key-view.js';
import { DecideKey } from './decide-key.js';
import { HandInProof } from './hand-in-proof.js';
import { KEY_DECIDERS, KEY_KEEPERS, KEY_OWNERS, PROOF_REFUSALS, reasonBody } from './keys.controller.js';
import { ShowKeys } from './show-keys.js';

const params = { id: anId };

/** A reason, and from when on others may have signed: a day and a time, or neither. */
const revocationBody = reasonBody
  .extend({
    misbruiktDag: z.string().trim().default(''),
    misbruiktTijd: z.string().trim().default(''),
  })
  .transform(({ reden, misbruiktDag, misbruiktTijd }, context) => {
    if (misbruiktDag === '' && misbruiktTijd === '') return { reden, misusedSince: null };
    const misusedSince = typedMoment(misbruiktDag, misbruiktTijd || '00:00');
    if (misusedSince !== null) return { reden, misusedSince };
    const message = 'Vul een dag in zoals 2027-03-17, en een tijd zoals 21:15.';
    context.addIssue({ code: 'custom', path: ['misbruiktDag'], message });
    return z.NEVER;
  });

const key = page({ path: '/sleutels/:id', access: KEY_KEEPERS, title: 'Publieke sleutel', params });
const ofKey = { access: KEY_DECIDERS, params } as const;
const approval = form({
  ...ofKey,
  path: '/sleutels/:id/goedkeuren',
  field: 'goedkeuren',
  refusals: ['keys.alreadyDecided', 'keys.notReadOut', 'keys.sameApprover', 'keys.ownKey'],
});
const confirmation = form({ ...ofKey, path: '/sleutels/:id/bevestigen' });
const lifting = form({ ...ofKey, path: '/sleutels/:id/opheffen' });
const rejection = form({
  path: '/sleutels/:id/afwijzen',
  access: KEY_DECIDERS,
  params,
  body: fields(reasonBody),
  refusals: ['keys.alreadyDecided'],
});
const revocation = form({
  path: '/sleutels/:id/intrekken',
  access: KEY_KEEPERS,
  params,
  body: fields(revocationBody),
  refusals: ['keys.alreadyDecided', 'keys.samePerson', 'keys.misusedLater'],
});

const proving = form({
  path: '/sleutels/:id/proeftelling',
  access: KEY_OWNERS,
  params,
  body: PARTS,
  field: 'bestand',
  refusals: [...PROOF_REFUSALS],
});

const DECIDED = {
  een: 'U keurde de sleutel goed, als eerste. Dit is de volgende die wacht',
  goedgekeurd: 'De sleutel is goedgekeurd. Dit is de volgende die wacht',
  afgewezen: 'De sleutel is afgewezen. Dit is de volgende die wacht',
} as const;
const DONE = {
  bewezen: 'De proeftelling klopt: het bezit van de sleutel is bewezen',
  voorgelezen: 'Het gesprek is vastgelegd. Keur de sleutel nu goed',
  opgeschort: 'De sleutel is opgeschort. Laat een ander van de Kiesraad binnen een uur beslissen',
  opgeheven: 'De opschorting is opgeheven',
} as const;
const FLASHES: Readonly<Record<string, Flash>> = Object.fromEntries(
  Object.entries({ ...DECIDED, ...DONE }).map(([code, title]) => [code, { tone: 'ok', title }]),
);

/** The page again; the reason, and every problem with no field of its own, stand at the one that was sent. */
const again = (field: string) => (on: KeyPage, input: Asked, call: Call) =>
  on.show(input, {
    ...call,
    problems: call.problems.map((problem) =>
      problem.field.startsWith('misbruikt') ? problem : { ...problem, field },
    ),
    typed: { ...call.typed, [field]: call.typed['reden'] ?? '' },
  });

interface Asked {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}

/** One key, and the decisions about it. */
@Controller()
export class KeyPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly keys: ShowKeys,
    private readonly decide: DecideKey,
    private readonly handing: HandInProof,
    private readonly clock: Clock,
  ) {}

  @Handle(key)
  async show({ params, actor }: Asked, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.keys.one(params.id, actor);
    return this.frame.html(request, {
      title: key.title,
      active: '/sleutels',
      lead: shown.owner,
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      back: { href: '/sleutels', label: 'Publieke sleutels' },
      hasErrors: problems.length > 0,
      body: (
        <KeyView
          shown={shown}
          now={this.clock.now()}
          operator={actor.hat.role === 'operator'}
          viewer={actor.personId}
          problems={problems}
          typed={typed}
        />
      ),
    });
  }

  @Handle(approval, again('goedkeuren'))
  async approve({ params, actor }: Input<typeof approval>) {
    const key = await this.decide.approve(params.id, actor);
    return this.next(key, actor, key.state === 'approved' ? 'goedgekeurd' : 'een');
  }

  @Handle(rejection, again('reden-afwijzen'))
  async reject({ params, body, actor }: Input<typeof rejection>) {
    return this.next(await this.decide.reject(params.id, body.reden, actor), actor, 'afgewezen');
  }

  @Handle(revocation, again('reden-intrekken'))
  async revoke({ params, body, actor }: Input<typeof revocation>) {
    const ground = { reason: body.reden, misusedSince: body.misusedSince };
    const { state } = await this.decide.revoke(params.id, ground, actor);
    return seeOther(
      state === 'suspended' ? `/sleutels/${params.id}?melding=opgeschort` : '/sleutels?melding=ingetrokken',
    );
  }

  @Handle(proving, again('bestand'))
  async prove({ params, actor }: Input<typeof proving>, { request }: Call) {
    await this.handing.run(params.id, request, actor);
    return seeOther(`/sleutels/${params.id}?melding=bewezen`);
  }

  @Handle(confirmation)
  async confirm({ params, actor }: Input<typeof confirmation>) {
    await this.decide.confirm(params.id, actor);
    return seeOther('/sleutels?melding=ingetrokken');
  }

  @Handle(lifting)
  async lift({ params, actor }: Input<typeof lifting>) {
    await this.decide.lift(params.id, actor);
    return seeOther(`/sleutels/${params.id}?melding=opgeheven`);
  }

  /** To the next key of the same election that this person may approve, or to its board when there is none. */
  private async next({ electionId }: CommitteeKey, actor: PersonActor, melding: keyof typeof DECIDED) {
    const next = await this.keys.nextToApprove(electionId, actor.personId);
    return next === null
      ? seeOther(`/sleutels?${new URLSearchParams({ verkiezing: electionId, melding }).toString()}`)
      : seeOther(`/sleutels/${next.id}?melding=${melding}`);
  }
}
