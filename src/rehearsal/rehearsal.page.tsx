import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { PageFrame } from '../frame/page-frame.js';
import { line } from '../frame/text.js';
import type { PersonWithHat } from '../identity/people.store.js';
import { sessionCookie, wayBack } from '../identity/session.js';
import { Refusal } from '../kernel/refusal.js';
import { PUBLIC } from '../platform/http/access.js';
import { seeOther } from '../platform/http/answer.js';
import { Handle, type Call } from '../platform/http/handle.js';
import { originOf } from '../platform/http/request.js';
import { anId, fields, form, page, type Input } from '../platform/http/route.js';
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
import { ListRehearsalPeople, SignInInRehearsal } from './sign-in-in-rehearsal.js';
import type { Knock } from './rehearsal-door.js';

const PATH = '/inloggen/oefening';
const choice = page({
  path: PATH,
  access: PUBLIC,
  title: 'Kies wie u bent',
  query: z.object({
    zoek: line(80).catch(''),
    naar: z.unknown().optional(),
    hoed: anId.optional().catch(undefined),
  }),
});
/** `personId` as var/rehearsal.json and the page give it. */
const choosing = form({
  path: PATH,
  access: PUBLIC,
  body: fields(z.object({ personId: anId, naar: z.string().max(500).optional(), hoed: anId.optional() })),
});

const knockOf = ({ request }: Call): Knock => ({
  peer: request.raw.socket.remoteAddress,
  headers: request.raw.headers,
});

/** In a rehearsal, at the machine itself: choosing who to be. Anywhere else this does not exist. */
@Controller()
export class RehearsalPage {
  constructor(
    private readonly frame: PageFrame,
    private readonly people: ListRehearsalPeople,
    private readonly signIn: SignInInRehearsal,
  ) {}

  @Handle(choice)
  async show({ query: { zoek, naar, hoed } }: Input<typeof choice>, call: Call): Promise<string> {
    if (!this.signIn.allows(knockOf(call))) throw new Refusal('request.notFound');
    const { people, more } = await this.people.run(zoek);
    return this.frame.html(call.request, {
      title: choice.title,
      lead: 'Dit kan alleen in een oefening, en alleen op deze computer zelf.',
      back: { href: '/inloggen', label: 'Inloggen' },
      body: (
        <Choice
          people={people}
          more={more}
          search={zoek}
          to={{ naar: wayBack(naar), ...(hoed && { hoed }) }}
        />
      ),
    });
  }

  @Handle(choosing)
  async choose({ body: { personId, naar, hoed } }: Input<typeof choosing>, call: Call) {
    const goingOn = { before: call.request.sessionId, hatId: hoed };
    const secret = await this.signIn.run(personId, knockOf(call), originOf(call.request), goingOn);
    void call.reply.header('set-cookie', sessionCookie(secret));
    return seeOther(wayBack(naar));
  }
}

interface Choosable {
  readonly personId: string;
  readonly name: string;
  readonly hats: readonly PersonWithHat[];
}

/** Where to go once a person is chosen, and in which role. */
type GoOn = Readonly<Record<string, string>>;

/** One row per person, in the order of their first hat. */
function byPerson(people: readonly PersonWithHat[]): Choosable[] {
  const hats = new Map<string, PersonWithHat[]>();
  for (const person of people) hats.set(person.personId, [...(hats.get(person.personId) ?? []), person]);
  return [...hats].map(([personId, own]) => ({ personId, name: own[0]!.name, hats: own }));
}

function Choice({
  people,
  more,
  search,
  to,
}: {
  people: readonly PersonWithHat[];
  more: boolean;
  search: string;
  to: GoOn;
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
        <HiddenFields values={to} />
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

function PeopleTable({ people, to }: { people: readonly PersonWithHat[]; to: GoOn }) {
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
            <Form action={PATH} hidden={{ personId: person.personId, ...to }}>
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
