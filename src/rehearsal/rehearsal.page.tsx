import { Body, Controller, Get, Header, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../kernel/refusal.js';
import { parse } from '../platform/http/parse.js';
import { originOf } from '../platform/http/request.js';
import {
  Alert,
  Button,
  DataTable,
  EmptyState,
  FilterForm,
  Foreign,
  Form,
  ForScreenReader,
  HiddenFields,
  Paragraph,
  TextInput,
} from '../web/components/index.js';
import { Public } from '../identity/access.js';
import { sessionCookie } from '../identity/cookie.js';
import { ListRehearsalPeople } from './list-rehearsal-people.js';
import { idOf, wayBack } from '../identity/own-session.js';
import { PageFrame } from '../frame/page-frame.js';
import type { RehearsalPerson } from '../identity/people.store.js';
import type { Knock } from './rehearsal-door.js';
import { SignInInRehearsal } from './sign-in-in-rehearsal.js';
import { line } from '../frame/text.js';

const PATH = '/inloggen/oefening';
const chosenBody = z.object({ personId: line(36), naar: z.string().max(500).optional() });
const searchText = line(80).catch('');

const knockOf = (request: FastifyRequest): Knock => ({
  peer: request.raw.socket.remoteAddress,
  headers: request.raw.headers,
});

/** In a rehearsal, at the machine itself: choosing who to be. Anywhere else this does not exist. */
@Controller('inloggen/oefening')
export class RehearsalPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly people: ListRehearsalPeople,
    private readonly signIn: SignInInRehearsal,
  ) {}

  @Get()
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @Req() request: FastifyRequest,
    @Query('zoek') sought?: string,
    @Query('naar') wanted?: string,
  ): Promise<string> {
    if (!this.signIn.allows(knockOf(request))) throw new Refusal('request.notFound');
    const search = searchText.parse(sought);
    const { people, more } = await this.people.run(search);
    return this.frame.html(request, {
      title: 'Kies wie u bent',
      lead: 'Dit kan alleen in een oefening, en alleen op deze computer zelf.',
      back: { href: '/inloggen', label: 'Inloggen' },
      body: <Choice people={people} more={more} search={search} to={wayBack(wanted)} />,
    });
  }

  /** `personId` as var/rehearsal.json and the page give it. */
  @Post()
  @Public()
  @Redirect('/', 303)
  async choose(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<{ url: string; statusCode: number }> {
    if (!this.signIn.allows(knockOf(request))) throw new Refusal('request.notFound');
    const { personId, naar } = parse(chosenBody, body);
    const secret = await this.signIn.run(idOf(personId), knockOf(request), originOf(request));
    void reply.header('set-cookie', sessionCookie(secret));
    return { url: wayBack(naar), statusCode: 303 };
  }
}

interface Choosable {
  readonly personId: string;
  readonly name: string;
  readonly hats: readonly RehearsalPerson[];
}

/** One row per person, in the order of their first hat. */
function byPerson(people: readonly RehearsalPerson[]): Choosable[] {
  const hats = new Map<string, RehearsalPerson[]>();
  for (const person of people) hats.set(person.personId, [...(hats.get(person.personId) ?? []), person]);
  return [...hats].map(([personId, own]) => ({ personId, name: own[0]!.name, hats: own }));
}

function Choice({
  people,
  more,
  search,
  to,
}: {
  people: readonly RehearsalPerson[];
  more: boolean;
  search: string;
  to: string;
}) {
  return (
    <>
      <FilterForm action={PATH} active={search !== ''} submit="Zoek">
        <TextInput
          name="zoek"
          label="Zoek op naam, orgaan of verkiezing"
          type="search"
          value={search}
          maxlength={80}
        />
        <HiddenFields values={{ naar: to }} />
      </FilterForm>
      {more ? (
        <Alert tone="info">
          <p>Dit zijn de eerste {people.length}. Zoek om anderen te vinden.</p>
        </Alert>
      ) : null}
      <PeopleTable people={people} to={to} />
    </>
  );
}

function PeopleTable({ people, to }: { people: readonly RehearsalPerson[]; to: string }) {
  return (
    <DataTable
      caption="Personen in deze oefening"
      captionHidden
      rows={byPerson(people)}
      empty={
        <EmptyState title="Niemand gevonden">
          <Paragraph>Zoek op een andere naam, of bekijk de hele lijst.</Paragraph>
        </EmptyState>
      }
      columns={[
        { header: 'Naam', rowHeader: true, cell: (person) => <Foreign text={person.name} /> },
        {
          header: 'Werkt voor',
          cell: ({ hats }) =>
            hats.map(({ body, election }) => (
              <div>
                {body}
                {election === null ? null : `, ${election}`}
              </div>
            )),
        },
        {
          header: 'Kiezen',
          headerHidden: true,
          cell: (person) => (
            <Form action={PATH} hidden={{ personId: person.personId, naar: to }}>
              <Button kind="secondary">
                Kies<ForScreenReader> {person.name}</ForScreenReader>
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}
