import { gunzipSync, gzipSync } from 'node:zlib';
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
import { Settings } from '../platform/settings.js';
import { calendarOf } from './calendar.js';
import { ConfigureElection } from './configure-election.js';
import { ElectionPreview } from './election-view.js';
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
const sending = {
  access: ELECTION_KEEPERS,
  body: PARTS,
  field: 'definitie',
  refusals: [
    'election.noFile',
    'election.fileTooLarge',
    'election.alreadyConfigured',
    'election.definitionRefused',
  ],
} as const;
const checking = form({ ...sending, path: '/verkiezingen/controleren' });
const configuration = form({ ...sending, path: '/verkiezingen' });

/** The list of elections for the Kiesraad, and setting one up. */
@Controller()
export class ElectionsPages {
  constructor(
    private readonly frame: PageFrame,
    private readonly elections: ShowElections,
    private readonly configure: ConfigureElection,
    private readonly settings: Settings,
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

  /** Shows what the file would set up; the page carries the file, and nothing of it is kept here. */
  @Handle(checking, (on: ElectionsPages, input, call) => on.list(input, call))
  async preview(_: Input<typeof checking>, { request }: Call): Promise<string> {
    const definition = await readUpload(request);
    const found = await this.configure.preview(definition);
    const calendar = calendarOf(found.plan.definition, this.settings.keyDueDays);
    return await this.frame.html(request, {
      title: `Klopt dit? ${found.plan.definition.name}`,
      active: '/verkiezingen',
      back: { href: '/verkiezingen', label: 'Alle verkiezingen' },
      body: <ElectionPreview {...found} calendar={calendar} source={packed(definition)} />,
    });
  }

  @Handle(configuration, (on: ElectionsPages, input, call) => on.list(input, call))
  async add({ actor }: Input<typeof configuration>, { request }: Call) {
    const plan = await this.configure.run(await readUpload(request), actor);
    return seeOther(electionPath(plan.definition.id, '?melding=ingericht'));
  }
}

/** A 110a as a field of a form, byte for byte, and some ten times shorter. */
function packed(definition: Uint8Array): string {
  return gzipSync(definition).toString('base64');
}

/** What {@link packed} made; null when it would be longer than a 110a may be, empty when it is no such thing. */
function unpacked(text: string): Uint8Array | null {
  try {
    return gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MAX_DEFINITION_BYTES });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? null : new Uint8Array();
  }
}

const LONGEST_FIELD = Math.ceil(MAX_DEFINITION_BYTES * 1.5);

/** The file of the form, chosen or carried along. Refused: election.noFile, election.fileTooLarge. Reads the form to its end. */
async function readUpload(request: FastifyRequest): Promise<Uint8Array> {
  let definition: Uint8Array | null = null;
  let tooLarge = false;
  for await (const part of request.parts({ limits: { fieldSize: LONGEST_FIELD } })) {
    const bytes =
      part.type === 'file'
        ? await readUpTo(part.file, MAX_DEFINITION_BYTES)
        : unpacked(part.fieldname === 'definitie' ? String(part.value) : '');
    if (bytes === null) tooLarge = true;
    else if (bytes.length > 0) definition ??= bytes;
  }
  if (tooLarge) throw new Refusal('election.fileTooLarge');
  if (definition === null) throw new Refusal('election.noFile');
  return definition;
}
