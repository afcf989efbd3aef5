import { Controller } from '@nestjs/common';
import { Readable } from 'node:stream';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { seeOther } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { EvidenceView, RefusedView } from './evidence-view.js';
import { ExportEvidence } from './export-evidence.js';
import { KeepHold } from './keep-hold.js';
import { COLLECTORS, DECIDERS, electionParams, keepBody, whyBody } from './removal-input.js';
import { ShowEvidence } from './show-evidence.js';
import { electionPath, EVIDENCE_PATH, refusedPath } from './words.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  bewaard: { tone: 'ok', title: 'Deze bestanden blijven bewaard als bewijs' },
  klaar: {
    tone: 'ok',
    title: 'Het bewijs staat klaar',
    text: 'U kunt het hieronder een uur lang ophalen.',
  },
};

const ZIP = 'application/zip';
const refused = {
  path: '/vernietiging/:verkiezing/geweigerd',
  access: DECIDERS,
  params: electionParams,
} as const;
const listed = page({ ...refused, title: 'Geweigerde bestanden' });
const keeping = form({
  ...refused,
  body: fields(keepBody),
  field: 'levering',
  refusals: ['hold.already'],
});
const held = page({
  path: EVIDENCE_PATH,
  access: COLLECTORS,
  title: 'Geweigerde bestanden als bewijs',
  nav: { label: 'Geweigerd', place: 29 },
});
const asking = form({
  path: EVIDENCE_PATH,
  access: COLLECTORS,
  body: fields(whyBody),
  field: 'waarom',
  refusals: ['evidence.nothing'],
});
const zip = page({
  path: '/geweigerd/:id/bewijs.zip',
  access: COLLECTORS,
  title: 'Bewijs ophalen',
  params: { id: anId },
  type: ZIP,
  refusals: ['evidence.changed', 'evidence.damaged'],
});

/** Refused files as evidence: the beheerder says which are kept, and sees no bytes; the Kiesraad that collects hands them out. */
@Controller()
export class EvidencePage {
  constructor(
    private readonly frame: PageFrame,
    private readonly evidence: ShowEvidence,
    private readonly holds: KeepHold,
    private readonly exporting: ExportEvidence,
    private readonly clock: Clock,
  ) {}

  @Handle(listed)
  async list({ params: { verkiezing } }: Pick<Input<typeof listed>, 'params'>, call: Call): Promise<string> {
    const { request, problems, typed } = call;
    const shown = await this.evidence.all(verkiezing);
    return await this.frame.html(request, {
      title: listed.title,
      lead: shown.plan.definition.name,
      back: { href: electionPath(verkiezing), label: 'Vernietiging bij deze verkiezing' },
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <RefusedView shown={shown} ticked={tickedIn(request.body)} sent={{ problems, typed }} />,
    });
  }

  @Handle(keeping, (on: EvidencePage, input, call) => on.list(input, call))
  async keep({ params: { verkiezing }, body, actor }: Input<typeof keeping>) {
    await this.holds.place(verkiezing, body.levering, body.waarom, actor);
    return seeOther(`${refusedPath(verkiezing)}?melding=bewaard`);
  }

  @Handle(held)
  show({ actor }: Input<typeof held>, call: Call): Promise<string> {
    return this.heldOf(actor, call);
  }

  @Handle(asking, (on: EvidencePage, { actor }, call) => on.heldOf(actor, call))
  async ask({ body, actor }: Input<typeof asking>) {
    await this.exporting.ask(body.waarom, actor);
    return seeOther(`${EVIDENCE_PATH}?melding=klaar`);
  }

  @Handle(zip)
  async fetch({ params: { id }, actor }: Input<typeof zip>, { request, reply }: Call): Promise<string> {
    const headers = { 'content-type': ZIP, 'accept-ranges': 'none' };
    if (request.method === 'HEAD') {
      await this.exporting.find(id, actor);
      await reply.headers(headers).send(Readable.from([]));
      return '';
    }
    const { name, size, bytes } = await this.exporting.fetch(id, actor);
    await reply
      .headers({ ...headers, 'content-length': size, 'content-disposition': saveAs(name) })
      .send(Readable.from(bytes, { objectMode: false }));
    return '';
  }

  private async heldOf(actor: PersonActor, { request, problems, typed }: Call): Promise<string> {
    const shown = await this.evidence.held(actor);
    const { personId } = actor;
    return await this.frame.html(request, {
      title: held.title,
      lead: shown.plan.definition.name,
      flash: problems.length === 0 ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <EvidenceView {...{ shown, personId }} now={this.clock.now()} sent={{ problems, typed }} />,
    });
  }
}

/** Which boxes were ticked in a form that was turned down. */
function tickedIn(body: unknown): readonly string[] {
  const ticked =
    typeof body === 'object' && body !== null && 'levering' in body ? [body.levering].flat() : [];
  return ticked.filter((id) => typeof id === 'string');
}
