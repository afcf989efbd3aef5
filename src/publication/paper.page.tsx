import '@fastify/multipart';
import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { committeeName } from '../elections/committees.js';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { InvalidInput } from '../platform/http/parse.js';
import { readUpTo } from '../platform/http/read-body.js';
import { anId, form, page, PARTS, type Input } from '../platform/http/route.js';
import { messageText } from '../routing/words.js';
import { MAX_PDF_BYTES } from '../verify/pdf/limits.js';
import { PAPER_REFUSALS } from './paper.js';
import { PapersView, WithdrawView } from './paper-view.js';
import { PUBLISHERS } from './publication-input.js';
import { PublishPaper, standing } from './publish-paper.js';
import { RESULTS_LAW } from './results.controller.js';
import { ShowPapers } from './show-papers.js';
import { papersPath, PUBLISH_PATH, publishPath } from './words.js';

const FLASHES: Readonly<Record<string, Flash>> = {
  openbaar: { tone: 'ok', title: 'Het proces-verbaal is openbaar. Iedereen kan het nu ophalen.' },
  teruggetrokken: { tone: 'ok', title: 'Teruggetrokken. Niemand kan deze versie nog ophalen.' },
};

const of = { access: PUBLISHERS, law: RESULTS_LAW } as const;
const ofFile = { ...of, path: `${PUBLISH_PATH}/:id/pv`, params: { id: anId } } as const;
const entering = page({ ...ofFile, title: 'Proces-verbaal openbaar maken' });
const adding = form({ ...ofFile, body: PARTS, field: 'bestand', grave: true, refusals: PAPER_REFUSALS });
const ofOne = {
  ...of,
  path: `${PUBLISH_PATH}/:id/pv/:nummer/intrekken`,
  params: { id: anId, nummer: z.coerce.number().int().min(1).max(1000) },
} as const;
const beforeWithdrawing = page({ ...ofOne, title: 'Proces-verbaal terugtrekken' });
const withdrawing = form({ ...ofOne, grave: true });

/** The proces-verbaal beside a public file: added in a version for everybody, and taken back. */
@Controller()
export class PaperPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly shows: ShowPapers,
    private readonly papers: PublishPaper,
  ) {}

  @Handle(entering)
  async enter({ actor, params: { id } }: Input<typeof entering>, call: Call): Promise<string> {
    await this.papers.begin(actor);
    return await this.shown(actor, id, call);
  }

  @Handle(adding, (on: PaperPage, input, call) => on.shown(input.actor, input.params.id, call))
  async add({ actor, params: { id } }: Input<typeof adding>, { request, typed }: Call) {
    await this.shows.show(actor, id);
    await this.papers.begin(actor);
    const { bytes, imagesSeen } = await readSent(request, typed);
    await this.papers.run(actor, id, bytes, imagesSeen);
    return seeOther(`${papersPath(id)}?melding=openbaar`);
  }

  @Handle(beforeWithdrawing)
  async beforeWithdraw(
    { actor, params: { id, nummer } }: Input<typeof beforeWithdrawing>,
    { request }: Call,
  ): Promise<string> {
    const { found, papers } = await this.shows.show(actor, id);
    return await this.frame.html(request, {
      title: beforeWithdrawing.title,
      lead: committeeName(found.plan.committees, found.file.about),
      active: PUBLISH_PATH,
      back: { href: papersPath(id), label: entering.title },
      body: <WithdrawView id={id} paper={standing(papers, nummer)} />,
    });
  }

  @Handle(withdrawing)
  async withdraw({ actor, params: { id, nummer } }: Input<typeof withdrawing>) {
    await this.papers.withdraw(actor, id, nummer);
    return seeOther(`${papersPath(id)}?melding=teruggetrokken`);
  }

  private async shown(actor: PersonActor, id: string, call: Call): Promise<string> {
    const { request, problems, refused, typed } = call;
    const shown = await this.shows.show(actor, id);
    const { plan, file } = shown.found;
    return await this.frame.html(request, {
      title: entering.title,
      lead: `${committeeName(plan.committees, file.about)}: ${messageText(file.message)}`,
      active: PUBLISH_PATH,
      back: { href: publishPath(id), label: 'Het telbestand' },
      flash: refused === null ? flashOf(request, FLASHES) : undefined,
      hasErrors: problems.length > 0,
      body: <PapersView {...{ shown, problems, typed }} />,
    });
  }
}

const said = z.object({
  gezien: z.literal('ja', 'Bekijk elke bladzijde, en vink dan aan dat u geen handtekening ziet.'),
  afbeeldingen: z.string().optional(),
});

/** Reads the form to its end, keeping what was ticked. Refused: request.invalid with every field that is wrong. */
async function readSent(request: FastifyRequest, typed: Record<string, string>) {
  let bytes: Uint8Array | null | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'file') bytes = await readUpTo(part.file, MAX_PDF_BYTES);
    else if (typeof part.value === 'string') typed[part.fieldname] = part.value.slice(0, 100);
  }
  const read = said.safeParse(typed);
  const empty = bytes === undefined || bytes?.length === 0;
  const large = `Het bestand is groter dan ${String(MAX_PDF_BYTES / 2 ** 20)} MB.`;
  const faults = [
    ...(read.error?.issues ?? []).map(({ path, message }) => ({
      pointer: `/${path.join('/')}`,
      detail: message,
    })),
    ...(empty || bytes === null
      ? [{ pointer: '/bestand', detail: empty ? 'Kies het bestand.' : large }]
      : []),
  ];
  if (!read.success || faults.length > 0 || !bytes) throw new InvalidInput(faults);
  return { bytes, imagesSeen: read.data.afbeeldingen === 'ja' };
}
