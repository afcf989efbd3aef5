import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { DELIVERY_LAW } from '../elections/routes.js';
import { ShowFallback } from '../fallback/show-fallback.js';
import { ShowKeyStanding } from '../keys/show-key-standing.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { TOO_LARGE } from '../kernel/recognise-file.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { form, page, PARTS, type Input } from '../platform/http/route.js';
import { AwaitVerdict } from './await-verdict.js';
import { ReceiveForm, formParts } from './receive-form.js';
import { ListSubmissions } from './list-submissions.js';
import { NewDeliveryView } from './new-delivery-view.js';
import { SENDERS } from './submission.controller.js';
import { SubmissionsView } from './submissions-view.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  gestopt: {
    tone: 'info',
    title: 'De levering is gestopt',
    text: 'Er is niets ingediend. Het bestand is niet bewaard.',
  },
};

const access = SENDERS;
const submissions = page({
  path: '/leveringen',
  access,
  title: 'Leveringen',
  nav: { label: 'Leveringen', place: 10 },
  query: z.object({
    voor: z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .optional()
      .catch(undefined),
  }),
});
const choosing = page({ path: '/leveringen/nieuw', access, title: 'Telbestand leveren' });
/** The form of step 1 without script: files and fields in one. What can be mended by choosing again comes back. */
const delivering = form({
  path: '/leveringen',
  access,
  law: DELIVERY_LAW,
  body: PARTS,
  kept: 'Uw bestand is nog niet verstuurd.',
  refusals: ['upload.notOpenYet', 'upload.noFile', 'upload.tooManyFiles', 'upload.tooLarge'],
});

/** What a body delivered and must deliver, and the first step of delivering. */
@Controller()
export class SubmissionsPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly list: ListSubmissions,
    private readonly receive: ReceiveForm,
    private readonly verdict: AwaitVerdict,
    private readonly keys: ShowKeyStanding,
    private readonly fallbacks: ShowFallback,
  ) {}

  @Handle(submissions)
  async all({ actor, query: { voor } }: Input<typeof submissions>, { request }: Call): Promise<string> {
    const list = await this.list.run(actor, voor ?? null);
    return await this.frame.html(request, {
      title: submissions.title,
      lead: `${list.senderName}, ${list.electionName}`,
      flash: flashOf(request, FLASHES),
      body: <SubmissionsView list={list} paged={voor !== undefined} />,
    });
  }

  @Handle(choosing)
  async choose({ actor }: { actor: PersonActor }, { request, refused }: Call): Promise<string> {
    const list = await this.list.run(actor);
    const { own: keys } = await this.keys.run(actor);
    const problem = refused?.code === 'upload.tooLarge' ? TOO_LARGE : (refused?.detail ?? null);
    return await this.frame.html(request, {
      title: choosing.title,
      lead: `${list.senderName}, ${list.electionName}`,
      back: { href: '/leveringen', label: 'Leveringen' },
      hasErrors: problem !== null,
      body: (
        <NewDeliveryView
          list={list}
          keys={keys}
          fallbacks={await this.fallbacks.list(actor)}
          problem={problem}
        />
      ),
    });
  }

  @Handle(delivering, (on: SubmissionsPage, input, call) => on.choose(input, call))
  async deliver({ actor }: Input<typeof delivering>, { request }: Call) {
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    const parts = formParts(request.parts());
    const { id } = await this.receive.run(parts, Number.isNaN(length) ? null : length, actor);
    await this.verdict.run(id, actor);
    return seeOther(`/leveringen/${id}`);
  }
}
