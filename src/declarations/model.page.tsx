import '@fastify/multipart';
import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Answered, seeOther } from '../platform/http/answer.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { InvalidInput } from '../platform/http/parse.js';
import { readUpTo } from '../platform/http/read-body.js';
import { fields, form, page, PARTS, type Input } from '../platform/http/route.js';
import { formatDay } from '../web/format-time.js';
import { KeepModel, readModel } from './keep-model.js';
import { LIST_KEEPERS } from './list.page.js';
import { readModelForm } from './model-form.js';
import { modelPath, ModelView, PublishView } from './model-view.js';
import { aDay, flashOfRefused, ofFields } from './own.page.js';

/** More than a model with 60 questions of the greatest length. */
const MAX_MODEL_BYTES = 1024 * 1024;
const FLASHES: Readonly<Record<string, Flash>> = {
  bewaard: { tone: 'ok', title: 'Bewaard', text: 'Er is nog niets gepubliceerd.' },
  geladen: { tone: 'ok', title: 'Het model is geladen', text: 'Er is nog niets gepubliceerd.' },
  gepubliceerd: { tone: 'ok', title: 'Het model is gepubliceerd' },
};
const ofDay = {
  access: LIST_KEEPERS,
  params: { dag: aDay },
  law: 'Kieswet Ea 6 lid 2; Kiesbesluit Ea 7 lid 1',
} as const;

const editing = page({ ...ofDay, path: '/verklaringen/:dag/model', title: 'Model van de verklaring' });
const saving = form({
  ...ofDay,
  path: '/verklaringen/:dag/model',
  body: fields(z.record(z.string(), z.string())),
  refusals: ['declaration.modelStale'],
});
const loading = form({
  ...ofDay,
  path: '/verklaringen/:dag/model/laden',
  body: PARTS,
  refusals: ['declaration.modelStale', 'declaration.badModel'],
});
const exporting = page({
  ...ofDay,
  path: '/verklaringen/:dag/model/model.json',
  title: 'Model van de verklaring (JSON)',
  type: 'application/json; charset=utf-8',
});
const previewing = page({
  ...ofDay,
  path: '/verklaringen/:dag/model/publiceren',
  title: 'Model bekijken en publiceren',
});
const publishing = form({
  ...ofDay,
  path: '/verklaringen/:dag/model/publiceren',
  body: fields(z.object({ gezien: z.string() })),
  refusals: ['declaration.modelStale'],
  grave: true,
});

interface Asked {
  readonly params: { readonly dag: string };
  readonly actor: PersonActor;
}

/** The Kiesraad writes, looks at and publishes the model of the declaration. */
@Controller()
export class ModelPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly models: KeepModel,
  ) {}

  @Handle(editing)
  async edit({ params: { dag } }: Asked, { request, problems, refused, typed }: Call): Promise<string> {
    const shown = await this.models.show(dag);
    return await this.frame.html(request, {
      title: editing.title,
      lead: `Stemming van ${formatDay(dag)}`,
      active: '/verkiezingen',
      back: { href: `/verklaringen?dag=${dag}`, label: 'Alle verklaringen' },
      flash: refused === null ? flashOf(request, FLASHES) : flashOfRefused(refused),
      hasErrors: refused !== null,
      body: <ModelView shown={shown} problems={ofFields(problems)} typed={typed} />,
    });
  }

  @Handle(saving, (on: ModelPage, input, call) => on.edit(input, call))
  async save({ params: { dag }, body, actor }: Input<typeof saving>) {
    const { models } = await this.models.show(dag);
    const taken = models.flatMap(({ content }) => content.questions.map(({ id }) => id));
    const read = readModelForm(body, taken);
    if ('faults' in read)
      throw new InvalidInput(
        read.faults.map(({ field, message }) => ({ pointer: `/${field}`, detail: message })),
      );
    await this.models.write(dag, body['gezien'] ?? '', read.content, actor);
    return seeOther(modelPath(dag, body['actie'] === 'bekijk' ? '/publiceren' : '?melding=bewaard'));
  }

  @Handle(loading, (on: ModelPage, input, call) => on.edit(input, call))
  async load({ params: { dag }, actor }: Input<typeof loading>, { request }: Call) {
    const { seen, text } = await readSent(request);
    await this.models.write(dag, seen, readModel(text), actor);
    return seeOther(modelPath(dag, '?melding=geladen'));
  }

  @Handle(exporting)
  async export({ params: { dag } }: Input<typeof exporting>): Promise<Answered<string>> {
    const { start } = await this.models.show(dag);
    const headers = { 'content-disposition': saveAs(`model-verklaring-${dag}.json`) };
    return new Answered(200, `${JSON.stringify(start, null, 2)}\n`, headers);
  }

  /** As an organisation will see it, and what follows from publishing. Refused: request.notFound before anything was written. */
  @Handle(previewing)
  async preview({ params: { dag } }: Asked, { request, refused }: Call): Promise<string> {
    const [model] = (await this.models.show(dag)).models;
    if (model === undefined) throw new Refusal('request.notFound');
    return await this.frame.html(request, {
      title: previewing.title,
      lead: `Stemming van ${formatDay(dag)}`,
      active: '/verkiezingen',
      back: { href: modelPath(dag), label: editing.title },
      flash: refused === null ? undefined : flashOfRefused(refused),
      hasErrors: refused !== null,
      body: <PublishView model={model} />,
    });
  }

  @Handle(publishing, (on: ModelPage, input, call) => on.preview(input, call))
  async publish({ params: { dag }, body: { gezien }, actor }: Input<typeof publishing>) {
    await this.models.publish(dag, gezien, actor);
    return seeOther(modelPath(dag, '?melding=gepubliceerd'));
  }
}

/** Reads the form to its end. Refused: request.invalid without a file, or with one that is too large. */
async function readSent(request: FastifyRequest): Promise<{ readonly seen: string; readonly text: string }> {
  let bytes: Uint8Array | null = new Uint8Array();
  let seen = '';
  for await (const part of request.parts()) {
    if (part.type === 'file') bytes = await readUpTo(part.file, MAX_MODEL_BYTES);
    else if (part.fieldname === 'gezien') seen = String(part.value);
  }
  if (bytes !== null && bytes.length > 0) return { seen, text: new TextDecoder().decode(bytes) };
  const detail = bytes === null ? 'Het bestand is groter dan 1 MB.' : 'Kies het bestand.';
  throw new InvalidInput([{ pointer: '/bestand', detail }]);
}
