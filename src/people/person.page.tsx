import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { flashOf, PageFrame, type Flash } from '../frame/page-frame.js';
import { line, lines } from '../frame/text.js';
import { RevokeToken } from '../identity/change-tokens.js';
import { RevokeTokenView } from '../identity/end-own-view.js';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { hats, inSession } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
import { ErrorSummary } from '../web/components/index.js';
import { BlockPerson } from './block-person.js';
import { BlockPersonView } from './confirm-view.js';
import { PeopleFound, PersonView } from './person-view.js';
import { ShowPerson } from './show-people.js';

const access = inSession(hats(['OPERATOR']));
/** Authorisations are actively managed. */
const law = 'Kiesbesluit Ea 3 lid 3 b';
const params = { id: anId };
const aToken = z.object({ token: z.string().regex(/^[0-9a-f]{64}$/) });
const search = page({
  path: '/personen',
  access,
  title: 'Een persoon zoeken',
  query: z.object({ zoek: line(80).catch('') }),
});
const person = page({ path: '/personen/:id', access, title: 'Persoon', params });
const blocking = form({
  path: '/personen/:id/blokkeren',
  access,
  law,
  params,
  body: fields(z.object({ reden: lines(1000, 'Vul de reden in.') })),
  field: 'reden',
  refusals: ['accounts.blocked', 'accounts.ownAccess'],
  grave: true,
});
const beforeBlocking = page({ path: blocking.path, access, title: 'Deze persoon blokkeren?', params });
const lifting = form({ path: '/personen/:id/deblokkeren', access, law, params });
const revocation = form({
  path: '/personen/:id/tokens/intrekken',
  access,
  law,
  params,
  body: fields(aToken),
  grave: true,
});
const beforeRevocation = page({
  path: revocation.path,
  access,
  title: 'Dit token intrekken?',
  params,
  query: aToken.partial(),
});

const FLASHES: Readonly<Record<string, Flash>> = {
  geblokkeerd: {
    tone: 'ok',
    title: 'De persoon is geblokkeerd',
    text: 'Alle sessies en tokens zijn beëindigd. Wat liep, stopt binnen vijf seconden.',
  },
  toegelaten: {
    tone: 'ok',
    title: 'De blokkade is opgeheven',
    text: 'De persoon kan weer inloggen. De tokens van voorheen werken niet meer.',
  },
  ingetrokken: { tone: 'ok', title: 'Het token is ingetrokken', text: 'Het werkt vanaf nu niet meer.' },
};

interface Asked {
  readonly params: { readonly id: string };
  readonly actor: PersonActor;
}

const back = (id: string, melding: string) => seeOther(`/personen/${id}?melding=${melding}`);

/** Anybody on the platform, for the Kiesraad as beheerder: their tokens, and whether they get in. */
@Controller()
export class PersonPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly people: ShowPerson,
    private readonly blockPerson: BlockPerson,
    private readonly revokeToken: RevokeToken,
  ) {}

  @Handle(search)
  async find({ query }: Input<typeof search>, { request }: Call): Promise<string> {
    const found = query.zoek === '' ? null : await this.people.find(query.zoek);
    return this.frame.html(request, {
      title: search.title,
      active: '/mensen',
      back: { href: '/mensen', label: 'Mensen' },
      body: <PeopleFound search={query.zoek} people={found} />,
    });
  }

  @Handle(person)
  async show({ params: { id }, actor }: Asked, { request }: Call): Promise<string> {
    const shown = await this.people.run(id);
    return this.frame.html(request, {
      title: shown.person.name,
      lead: shown.person.email,
      active: '/mensen',
      flash: flashOf(request, FLASHES),
      back: { href: '/personen', label: 'Een persoon zoeken' },
      body: <PersonView {...shown} own={id === actor.personId} />,
    });
  }

  @Handle(beforeBlocking)
  async beforeBlock({ params: { id } }: Pick<Asked, 'params'>, call: Call): Promise<string> {
    const { request, problems, typed } = call;
    const file = await this.people.run(id);
    return this.frame.html(request, {
      title: beforeBlocking.title,
      active: '/mensen',
      back: { href: `/personen/${id}`, label: file.person.name },
      hasErrors: problems.length > 0,
      body: (
        <>
          <ErrorSummary problems={problems} />
          <BlockPersonView file={file} problems={problems} typed={typed} />
        </>
      ),
    });
  }

  @Handle(beforeRevocation)
  async beforeRevoke({ params: { id }, query }: Input<typeof beforeRevocation>, { request }: Call) {
    const { person, account } = await this.people.run(id);
    const token = account.tokens.find(({ tokenHash }) => tokenHash === query.token);
    if (token === undefined) throw new Refusal('request.notFound');
    return this.frame.html(request, {
      title: beforeRevocation.title,
      active: '/mensen',
      back: { href: `/personen/${id}`, label: person.name },
      body: <RevokeTokenView token={token} at={`/personen/${id}`} of={person.name} />,
    });
  }

  @Handle(blocking, (on: PersonPage, input, call) => on.beforeBlock(input, call))
  async block({ params: { id }, body, actor }: Input<typeof blocking>) {
    await this.blockPerson.run(id, body.reden, actor);
    return back(id, 'geblokkeerd');
  }

  @Handle(lifting)
  async lift({ params: { id }, actor }: Input<typeof lifting>) {
    await this.blockPerson.lift(id, actor);
    return back(id, 'toegelaten');
  }

  @Handle(revocation)
  async revoke({ params: { id }, body, actor }: Input<typeof revocation>) {
    await this.revokeToken.run(body.token, actor);
    return back(id, 'ingetrokken');
  }
}
