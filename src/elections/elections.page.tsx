import { Controller } from '@nestjs/common';
import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { PageFrame } from '../frame/page-frame.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { readUpTo } from '../platform/http/read-body.js';
import { form, page, PARTS, type Input } from '../platform/http/route.js';
import { ConfigureElection } from './configure-election.js';
import { ElectionList, electionPath } from './elections-view.js';
import { ELECTION_KEEPERS } from './elections.controller.js';
import { ShowElections } from './show-elections.js';
import { MAX_DEFINITION_BYTES } from './read-definition.js';

const list = page({
  path: '/verkiezingen',
  access: ELECTION_KEEPERS,
  title: 'Verkiezingen',
  nav: { label: 'Verkiezingen', place: 30 },
});
const configuration = form({
  path: '/verkiezingen',
  access: ELECTION_KEEPERS,
  body: PARTS,
  field: 'definitie',
  refusals: [
    'election.noFile',
    'election.fileTooLarge',
    'election.alreadyConfigured',
    'election.definitionRefused',
  ],
});

/** The list of elections for the Kiesraad, and setting one up. */
@Controller()
export class ElectionsPages {
  constructor(
    private readonly frame: PageFrame,
    private readonly elections: ShowElections,
    private readonly configure: ConfigureElection,
  ) {}

  @Handle(list)
  async list({ actor }: { readonly actor: PersonActor }, { request, refused }: Call): Promise<string> {
    const elections = await this.elections.all(actor);
    return await this.frame.html(request, {
      title: list.title,
      hasErrors: refused !== null,
      body: <ElectionList elections={elections} refused={refused} />,
    });
  }

  @Handle(configuration, (on: ElectionsPages, input, call) => on.list(input, call))
  async add({ actor }: Input<typeof configuration>, { request }: Call) {
    const plan = await this.configure.run(await readUpload(request), actor);
    return seeOther(electionPath(plan.definition.id, '?melding=ingericht'));
  }
}

/** The file of the form. Refused: election.noFile, election.fileTooLarge. Reads the form to its end. */
async function readUpload(request: FastifyRequest): Promise<Uint8Array> {
  let definition: Uint8Array | null = null;
  let tooLarge = false;
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue;
    const bytes = await readUpTo(part.file, MAX_DEFINITION_BYTES);
    if (bytes === null) tooLarge = true;
    else if (bytes.length > 0) definition ??= bytes;
  }
  if (tooLarge) throw new Refusal('election.fileTooLarge');
  if (definition === null) throw new Refusal('election.noFile');
  return definition;
}
