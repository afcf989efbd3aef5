import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { line, lines } from '../frame/text.js';
import { ORGANISATION_CODE } from '../kernel/organisation.js';
import { hats, inSession } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { MergeOrganisations } from './merge-organisations.js';
import { MergerForm, TakeBackView } from './merger-view.js';
import { ShowMergers } from './show-mergers.js';

const merging = form({
  path: '/organisaties/samenvoegen',
  access: inSession(hats(['OPERATOR'])),
  body: fields(
    z.object({
      van: line(200, 'Vul de codes in.').transform((text) => text.split(/[\s,;]+/)),
      code: line(4, 'Vul de code in.'),
      naam: line(120, 'Vul de naam in.'),
      dag: line(10, 'Vul de dag in.'),
      reden: lines(1000, 'Vul de reden in.'),
      begrepen: z.literal('ja', 'Vink aan dat u dit begrijpt.'),
    }),
  ),
  field: 'van',
  refusals: ['organisations.wrongMerger'],
  grave: true,
});
const beforeMerging = page({ path: merging.path, access: merging.access, title: 'Samenvoeging vastleggen' });
const takingBack = form({
  path: '/organisaties/:code/samenvoegingen/:id/terugnemen',
  access: merging.access,
  params: { code: z.string().regex(ORGANISATION_CODE), id: anId },
  body: fields(z.object({ reden: lines(1000, 'Vul de reden in.') })),
  field: 'reden',
  grave: true,
});
const beforeTakingBack = page({
  path: takingBack.path,
  access: takingBack.access,
  title: 'Deze samenvoeging terugnemen?',
  params: takingBack.params,
});

/** A merger of organisations, for the Kiesraad. */
@Controller()
export class MergerPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly mergeOrganisations: MergeOrganisations,
    private readonly mergers: ShowMergers,
  ) {}

  @Handle(beforeMerging)
  async beforeMerge(_: object, { request, problems, typed }: Call): Promise<string> {
    return await this.frame.html(request, {
      title: beforeMerging.title,
      active: '/mensen',
      back: { href: '/organisaties', label: 'Organisaties' },
      hasErrors: problems.length > 0,
      body: <MergerForm sent={{ problems, typed }} />,
    });
  }

  @Handle(merging, (on: MergerPage, input, call) => on.beforeMerge(input, call))
  async merge({ actor, body }: Input<typeof merging>) {
    const { van: from, code, naam: name, dag: day, reden: reason } = body;
    const into = await this.mergeOrganisations.run({ from, into: { code, name }, day, reason }, actor);
    return seeOther(`/organisaties/${into.code}?melding=samengevoegd`);
  }

  @Handle(beforeTakingBack)
  async beforeTakeBack(
    { params: { code, id } }: Pick<Input<typeof beforeTakingBack>, 'params'>,
    { request, problems, typed }: Call,
  ): Promise<string> {
    const { merger, barred } = await this.mergers.beforeTakingBack(code, id);
    return await this.frame.html(request, {
      title: beforeTakingBack.title,
      active: '/mensen',
      back: { href: `/organisaties/${code}`, label: 'Organisatie' },
      hasErrors: problems.length > 0,
      body: <TakeBackView code={code} merger={merger} barred={barred} sent={{ problems, typed }} />,
    });
  }

  /** Back where the organisation is there still. */
  @Handle(takingBack, (on: MergerPage, input, call) => on.beforeTakeBack(input, call))
  async takeBack({ actor, params: { code, id }, body: { reden: reason } }: Input<typeof takingBack>) {
    const { isNew, successor, predecessors } = await this.mergeOrganisations.takeBack(
      { code, id, reason },
      actor,
    );
    const there = isNew && code === successor ? predecessors[0] : code;
    return seeOther(`/organisaties/${there}?melding=teruggenomen`);
  }
}
