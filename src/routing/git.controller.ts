import { Controller } from '@nestjs/common';
import { Readable } from 'node:stream';
import { hats } from '../platform/http/access.js';
import { saveAs } from '../platform/http/download-headers.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { page, route, type Input } from '../platform/http/route.js';
import { ExportGit } from './export-git.js';
import { GatherBundle } from './gather-bundle.js';
import { GIT_PATH } from './git-view.js';

const access = hats(['COUNCIL']);
const law = 'Kieswet A 3 d';
const type = 'application/octet-stream';
const HEADERS = { 'content-type': type, 'accept-ranges': 'none' };

const program = route({
  method: 'GET',
  path: `/v1${GIT_PATH}`,
  access,
  law,
  id: 'ontvangenGit',
  tag: 'Ontvangen',
  summary: 'Alle tellingen als geschiedenis voor Git, om in te lezen met git fast-import',
  description:
    'Tak `auto-<verkiezing>-tel`; mappen `dob1/gemeente`, `dob1/hoofdstembureau`, `dob1/centraalstembureau` en zo verder, met daarin de bestanden zoals geleverd. Elke levering is een commit met de tijd van ontvangst; een correctie haalt in dezelfde commit het oude bestand weg. Altijd dezelfde bytes bij dezelfde stand, en met meer leveringen dezelfde commits met meer erachter. Op de tak `auto-<verkiezing>-uit` staan in `dob2pk` de 110a en 230b, elk als commit met de tijd waarop zij gingen gelden.',
  answers: {
    200: {
      description: 'De geschiedenis',
      types: [type],
      headers: { 'Content-Disposition': 'Altijd attachment' },
    },
  },
  refusals: ['delivery.nothingYet', 'delivery.damaged', 'stations.damaged'],
});
const browser = page({ path: GIT_PATH, access, title: 'Ophalen voor Git', law });

/** The history for Git, for programs and for browsers. */
@Controller()
export class GitController {
  constructor(
    private readonly gather: GatherBundle,
    private readonly git: ExportGit,
  ) {}

  @Handle(program)
  async forPrograms({ actor }: Input<typeof program>, { request, reply }: Call): Promise<void> {
    if (request.method === 'HEAD') {
      await this.gather.find(actor, 'all');
      await reply.headers(HEADERS).send(Readable.from([]));
      return;
    }
    const { name, size, bytes } = await this.git.run(actor);
    await reply
      .headers({ ...HEADERS, 'content-length': size, 'content-disposition': saveAs(name) })
      .send(Readable.from(bytes, { objectMode: false }));
  }

  @Handle(browser)
  async forBrowsers({ actor }: Input<typeof browser>, call: Call): Promise<string> {
    await this.forPrograms({ actor } as Input<typeof program>, call);
    return '';
  }
}
