import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { ELECTION_ID } from '../kernel/committee.js';
import { PUBLIC } from '../platform/http/access.js';
import { Handle } from '../platform/http/handle.js';
import { page, route, type Answer, type Input } from '../platform/http/route.js';
import { fileOf, type ListPart } from './key-list-files.js';
import { keyListSchema } from './key-list.js';
import { ShowKeyLists } from './show-key-lists.js';

/** Whoever reads a count in establishes that it is genuine. */
export const AUTHENTICITY = 'Kiesbesluit Ea 1 lid 4';
const access = PUBLIC;
export const listParams = { id: z.string().regex(ELECTION_ID) };
const query = z.object({ versie: z.coerce.number().int().min(1).max(1_000_000).optional() });

/** As browsers get a file of a list. */
const forBrowser = (path: `/${string}`, title: string) =>
  page({ path, access, title, params: listParams, query });
type ForBrowser = ReturnType<typeof forBrowser>;

/** For programs under `/v1/sleutellijsten`, for browsers under `/sleutellijsten`. */
const PARTS: readonly {
  readonly part: ListPart;
  readonly program: string;
  readonly browser: string;
  readonly id: string;
  readonly summary: string;
  readonly answer: Omit<Answer, 'description'>;
}[] = [
  {
    part: 'list',
    program: '',
    browser: '/lijst.json',
    id: 'sleutellijst',
    summary: 'De ondertekende sleutellijst van een verkiezing',
    answer: { schema: keyListSchema },
  },
  {
    part: 'signature',
    program: '/handtekening',
    browser: '/lijst.json.p7s',
    id: 'sleutellijstHandtekening',
    summary: 'De handtekening van het platform onder de sleutellijst (CMS, los)',
    answer: { types: ['application/pkcs7-signature'] },
  },
  {
    part: 'certificates',
    program: '/certificaten',
    browser: '/certificaten.zip',
    id: 'sleutellijstCertificaten',
    summary: 'De lijst, haar handtekening en elk certificaat onder de naam van OSV en Abacus',
    answer: { types: ['application/zip'] },
  },
  {
    part: 'signer',
    program: '/ondertekenaar',
    browser: '/ondertekenaar.crt',
    id: 'sleutellijstOndertekenaar',
    summary: 'Het certificaat waarmee de lijst is ondertekend',
    answer: { types: ['application/x-pem-file'] },
  },
];

/** Key lists as files. */
@Controller()
export class KeyListsController {
  constructor(private readonly lists: ShowKeyLists) {}

  /** The file itself, as it was signed. */
  async file({ params, query, actor }: Input<ForBrowser>, part: ListPart) {
    return await fileOf(await this.lists.signed(params.id, query.versie ?? null, actor), part);
  }
}

for (const { part, program, browser, id, summary, answer } of PARTS) {
  const declared = [
    route({
      method: 'GET',
      path: `/v1/sleutellijsten/:id${program}`,
      access,
      law: AUTHENTICITY,
      id,
      tag: 'Sleutels',
      summary,
      description: 'Voor organen van de verkiezing, of voor iedereen waar de Kiesraad dat heeft vastgelegd.',
      params: listParams,
      query,
      answers: { 200: { description: 'De nieuwste, of de gevraagde versie', ...answer } },
      refusals: ['keyList.notSigned'],
    }),
    forBrowser(`/sleutellijsten/:id${browser}`, summary),
  ];
  for (const each of declared)
    Handle(each as ForBrowser)(KeyListsController.prototype, `${each.kind}:${part}`, {
      value: async function (this: KeyListsController, input, { reply }) {
        const { name, type, bytes } = await this.file(input, part);
        await reply
          .type(type)
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(Buffer.from(bytes));
        return '';
      },
    });
}
