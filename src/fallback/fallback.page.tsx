import { typedMoment } from '../kernel/dutch-time.js';
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { AskFallback } from './ask-fallback.js';
import { DecideFallback } from './decide-fallback.js';
import { answerBody, ANSWERERS, articleText, ASKERS, EITHER, questionBody } from './fallback-api.js';
import { FallbackView } from './decide-fallback-view.js';
import { AllFallbackView, OwnFallbackView } from './fallback-view.js';
import { ShowFallback } from './show-fallback.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  gevraagd: { tone: 'ok', title: 'Uw vraag is verstuurd', text: 'Bel nu de Kiesraad.' },
  toegestaan: { tone: 'ok', title: 'U stond één levering toe', text: 'Het stembureau krijgt bericht.' },
  geweigerd: { tone: 'ok', title: 'U stond het niet toe', text: 'Het stembureau krijgt bericht.' },
  ingetrokken: { tone: 'ok', title: 'De toestemming is ingetrokken', text: 'Het stembureau krijgt bericht.' },
};

const params = { id: anId };
const WRONG_MOMENT = 'Vul een dag in zoals 2027-03-17, en een tijd zoals 21:15.';
const termsBody = z
  .object({ artikel: articleText, dag: z.string().trim(), tijd: z.string().trim() })
  .transform(({ artikel: article, dag, tijd }, context) => {
    const until = typedMoment(dag, tijd);
    if (until !== null) return { article, until };
    context.addIssue({ code: 'custom', path: ['tijd'], message: WRONG_MOMENT });
    return z.NEVER;
  });

const all = page({ path: '/terugval', access: EITHER, title: 'Leveren zonder sleutel' });
const one = page({ path: '/terugval/:id', access: EITHER, title: 'Leveren zonder handtekening', params });
const asking = form({
  path: '/terugval',
  access: ASKERS,
  body: fields(questionBody),
  field: 'reden',
  refusals: ['fallback.notSigned', 'fallback.alreadyAsked'],
});
const ofOne = { access: ANSWERERS, params } as const;
const allowing = form({
  ...ofOne,
  path: '/terugval/:id/toestaan',
  body: fields(termsBody),
  field: 'tijd',
  refusals: ['fallback.alreadySettled', 'fallback.untilWrong', 'fallback.ownCommittee'],
});
const refusing = form({
  ...ofOne,
  path: '/terugval/:id/weigeren',
  body: fields(answerBody),
  field: 'reden',
  refusals: ['fallback.alreadySettled', 'fallback.ownCommittee'],
});
const withdrawing = form({
  ...ofOne,
  path: '/terugval/:id/intrekken',
  body: fields(answerBody),
  field: 'reden',
  refusals: ['fallback.alreadySettled', 'fallback.ownCommittee'],
});

interface Asked {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}

/** The fallback: a committee without a key asks to hand in one file unsigned, the Kiesraad answers. */
@Controller()
export class FallbackPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly shown: ShowFallback,
    private readonly ask: AskFallback,
    private readonly decide: DecideFallback,
    private readonly clock: Clock,
  ) {}

  @Handle(all)
  async all({ actor }: { actor: PersonActor }, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.shown.list(actor);
    return await this.frame.html(request, {
      title: all.title,
      active: '/sleutels',
      back: { href: '/sleutels', label: 'Publieke sleutels' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body:
        actor.hat.role === 'operator' ? (
          <AllFallbackView shown={shown} />
        ) : (
          <OwnFallbackView
            shown={shown}
            messages={await this.shown.messages(actor)}
            onCall={await this.frame.onCall.now()}
            sent={{ problems, typed }}
          />
        ),
    });
  }

  @Handle(asking, (on: FallbackPage, { actor }, call) => on.all({ actor }, call))
  async add({ body: { soort, reden }, actor }: Input<typeof asking>) {
    await this.ask.run(soort, reden, actor);
    return seeOther('/terugval?melding=gevraagd');
  }

  @Handle(one)
  async one({ params: { id }, actor }: Asked, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.shown.one(id, actor);
    return await this.frame.html(request, {
      title: one.title,
      lead: shown.owner,
      active: '/sleutels',
      back: { href: '/terugval', label: all.title },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: (
        <FallbackView
          shown={shown}
          now={this.clock.now()}
          operator={actor.hat.role === 'operator'}
          sent={{ problems, typed }}
        />
      ),
    });
  }

  @Handle(allowing, (on: FallbackPage, input, call) => on.one(input, call))
  async allow({ params: { id }, body, actor }: Input<typeof allowing>) {
    await this.decide.allow(id, body, actor);
    return seeOther(`/terugval/${id}?melding=toegestaan`);
  }

  @Handle(refusing, (on: FallbackPage, input, call) => on.one(input, call))
  async refuse({ params: { id }, body, actor }: Input<typeof refusing>) {
    await this.decide.refuse(id, body.reden, actor);
    return seeOther(`/terugval/${id}?melding=geweigerd`);
  }

  @Handle(withdrawing, (on: FallbackPage, input, call) => on.one(input, call))
  async withdraw({ params: { id }, body, actor }: Input<typeof withdrawing>) {
    await this.decide.withdraw(id, body.reden, actor);
    return seeOther(`/terugval/${id}?melding=ingetrokken`);
  }
}
