import { Controller } from '@nestjs/common';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
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

/** A change that is done: back to the list with a word about it. */
const done = (melding: string) => seeOther(`/sleutels?melding=${melding}`);

/** The page again; every problem stands at the one field of the form that was sent. */
const again = (field: string) => (on: KeyPage, input: Asked, call: Call) =>
  on.show(input, { ...call, problems: call.problems.map((problem) => ({ ...problem, field })) });

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
  async show({ params, actor }: Asked, { request, problems }: Call): Promise<string> {
    const shown = await this.keys.one(params.id, actor);
    return this.frame.html(request, {
      title: key.title,
      active: '/sleutels',
      back: { href: '/sleutels', label: 'Publieke sleutels' },
      hasErrors: problems.length > 0,
      body: (
        <KeyView
          item={shown.key}
          certificate={shown.certificate}
          now={this.clock.now()}
          operator={actor.hat.role === 'operator'}
          problems={problems}
        />
      ),
    });
  }

  @Handle(approval)
  async approve({ params, actor }: Input<typeof approval>) {
    await this.decide.approve(params.id, actor);
    return done('goedgekeurd');
  }

  @Handle(rejection, again('reden-afwijzen'))
  async reject({ params, body, actor }: Input<typeof rejection>) {
    await this.decide.reject(params.id, body.reden, actor);
    return done('afgewezen');
  }

  @Handle(revocation, again('reden-intrekken'))
  async revoke({ params, body, actor }: Input<typeof revocation>) {
    await this.decide.revoke(params.id, body.reden, actor);
    return done('ingetrokken');
  }
}
