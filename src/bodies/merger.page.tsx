import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { line, lines } from '../frame/text.js';
import { hats, inSession } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { fields, form, page, type Input } from '../platform/http/route.js';
import { MergeOrganisations } from './merge-organisations.js';
import { MergerForm } from './organisations-view.js';

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

/** A merger of organisations, for the Kiesraad. */
@Controller()
export class MergerPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly mergeOrganisations: MergeOrganisations,
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
}
