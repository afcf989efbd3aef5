import { dutchClock, dutchDay, typedMoment } from '../kernel/dutch-time.js';
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { line, phoneNumber } from '../frame/text.js';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { GROUPS } from '../kernel/drawn-groups.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call as Asking } from '../platform/http/handle.js';
import { InvalidInput } from '../platform/http/parse.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { EmptyState, Paragraph } from '../web/components/index.js';
import { CallView, groupField, OTHER_NUMBER } from './call-view.js';
import { type Call } from './key-call.js';
import { KEY_DECIDERS } from './keys.controller.js';
import { RecordCall } from './record-call.js';

const params = { id: anId };
const FIRST = Array.from({ length: GROUPS }, (_, i) => i + 1);
const DAY_MS = 86_400_000;

/** The fields with a name of their own; every ticked group is one more, named by groupField. */
const callBody = z
  .looseObject({
    nummer: line(40, 'Kies een nummer.'),
    anderNummer: phoneNumber.default(null),
    bron: z.string().trim().max(200, 'Gebruik hoogstens 200 tekens.').default(''),
    beller: z.enum(['council', 'committee'], 'Kies wie belde.'),
    gesprokenMet: line(200, 'Vul in met wie u spreekt.'),
    tijd: z.string().trim(),
  })
  .superRefine(({ nummer, anderNummer, bron }, context) => {
    if (nummer !== OTHER_NUMBER) return;
    if (anderNummer === null)
      context.addIssue({ code: 'custom', path: ['anderNummer'], message: 'Vul het nummer in.' });
    if (bron === '')
      context.addIssue({ code: 'custom', path: ['bron'], message: 'Vul in waar u dit nummer van kende.' });
  });

const gesprek = page({
  path: '/sleutels/:id/gesprek',
  access: KEY_DECIDERS,
  title: 'Vingerafdruk laten voorlezen',
  params,
});
const recording = form({
  path: '/sleutels/:id/gesprek',
  access: KEY_DECIDERS,
  params,
  body: fields(callBody),
  field: 'gesprek',
  refusals: ['keys.partlyReadOut', 'keys.alreadyDecided'],
});

interface About {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}

/** The call in which the fingerprints of a committee's keys are read out. */
@Controller()
export class CallPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly calls: RecordCall,
    private readonly clock: Clock,
  ) {}

  @Handle(gesprek)
  async show({ params: { id } }: About, { request, problems, typed }: Asking): Promise<string> {
    const callable = await this.calls.prepare(id);
    const now = dutchClock(this.clock.now());
    return this.frame.html(request, {
      title: gesprek.title,
      lead: callable.owner,
      active: '/sleutels',
      back: { href: `/sleutels/${id}`, label: 'Publieke sleutel' },
      hasErrors: problems.length > 0,
      body:
        callable.keys.length === 0 ? (
          <EmptyState title="Er is niets meer voor te lezen" icon="key">
            <Paragraph>Van elke sleutel van dit stembureau is de vingerafdruk al voorgelezen.</Paragraph>
          </EmptyState>
        ) : (
          <CallView id={id} callable={callable} now={now} problems={problems} typed={typed} />
        ),
    });
  }

  @Handle(recording, (on: CallPage, input, call) => on.show(input, call))
  async record({ params: { id }, body, actor }: Input<typeof recording>) {
    const { numbers } = await this.calls.prepare(id);
    const known = numbers.find(({ phone }) => phone === body.nummer);
    if (known === undefined && body.nummer !== OTHER_NUMBER)
      throw new InvalidInput([{ pointer: '/nummer', detail: 'Kies een van de nummers.' }]);
    const number =
      known === undefined
        ? { number: body.anderNummer ?? '', numberSource: body.bron }
        : { number: known.phone, numberSource: `account van ${known.name}` };
    const { beller: caller, gesprokenMet: spokeWith } = body;
    const call: Call = { ...number, caller, spokeWith, calledAt: this.calledAt(body.tijd) };
    const sent: Readonly<Record<string, unknown>> = body;
    const ticked = (key: Parameters<typeof groupField>[0]) =>
      FIRST.filter((group) => sent[groupField(key, group)] !== undefined).length;
    await this.calls.run(id, { call, ticked }, actor);
    return seeOther(`/sleutels/${id}?melding=voorgelezen`);
  }

  /** Today at this time; yesterday when that is still to come. */
  private calledAt(time: string): Date {
    const now = this.clock.now();
    const today = typedMoment(dutchDay(now), time);
    if (today === null)
      throw new InvalidInput([{ pointer: '/tijd', detail: 'Vul een tijd in, zoals 21:15.' }]);
    const yesterday = typedMoment(dutchDay(new Date(now.getTime() - DAY_MS)), time) ?? today;
    return today > now ? yesterday : today;
  }
}
