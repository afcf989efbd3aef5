import { Controller } from '@nestjs/common';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import type { CommitteeKey } from './key.js';
import { KeyView } from './key-view.js';
import { DecideKey } from './decide-key.js';
import { KEY_DECIDERS, KEY_KEEPERS, reasonBody } from './keys.controller.js';
import { ShowKeys } from './show-keys.js';

const params = { id: anId };
const key = page({ path: '/sleutels/:id', access: KEY_KEEPERS, title: 'Publieke sleutel', params });
const approval = form({ path: '/sleutels/:id/goedkeuren', access: KEY_DECIDERS, params });
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
  body: fields(reasonBody),
  refusals: ['keys.alreadyDecided'],
});

const DECIDED = {
  goedgekeurd: 'De sleutel is goedgekeurd. Dit is de volgende die wacht',
  afgewezen: 'De sleutel is afgewezen. Dit is de volgende die wacht',
} as const;
const FLASHES: Readonly<Record<string, Flash>> = Object.fromEntries(
  Object.entries(DECIDED).map(([code, title]) => [code, { tone: 'ok', title }]),
);

/** The page again; every problem, and the reason, stands at the one field of the form that was sent. */
const again = (field: string) => (on: KeyPage, input: Asked, call: Call) =>
  on.show(input, {
    ...call,
    problems: call.problems.map((problem) => ({ ...problem, field })),
    typed: { [field]: call.typed['reden'] ?? '' },
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
          item={shown.key}
          certificate={shown.certificate}
          waiting={shown.waiting}
          resting={shown.resting}
          now={this.clock.now()}
          operator={actor.hat.role === 'operator'}
          problems={problems}
          typed={typed}
        />
      ),
    });
  }

  @Handle(approval)
  async approve({ params, actor }: Input<typeof approval>) {
    return this.next(await this.decide.approve(params.id, actor), 'goedgekeurd');
  }

  @Handle(rejection, again('reden-afwijzen'))
  async reject({ params, body, actor }: Input<typeof rejection>) {
    return this.next(await this.decide.reject(params.id, body.reden, actor), 'afgewezen');
  }

  @Handle(revocation, again('reden-intrekken'))
  async revoke({ params, body, actor }: Input<typeof revocation>) {
    await this.decide.revoke(params.id, body.reden, actor);
    return seeOther('/sleutels?melding=ingetrokken');
  }

  /** To the next key of the same election that waits, or to its board when none does. */
  private async next({ electionId }: CommitteeKey, melding: keyof typeof DECIDED) {
    const next = await this.keys.nextWaiting(electionId);
    return next === null
      ? seeOther(`/sleutels?${new URLSearchParams({ verkiezing: electionId, melding }).toString()}`)
      : seeOther(`/sleutels/${next.id}?melding=${melding}`);
  }
}
