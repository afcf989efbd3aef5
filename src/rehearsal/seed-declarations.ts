import { Injectable } from '@nestjs/common';
import type { ContactKind } from '../bodies/contact.js';
import { KeepContacts } from '../bodies/keep-contacts.js';
import { BY_EXECUTIVE } from '../declarations/declaration.js';
import { Declare } from '../declarations/declare.js';
import { FillIn } from '../declarations/fill-in.js';
import { KeepModel, markOf } from '../declarations/keep-model.js';
import { fieldsOf, type Fields, type ModelContent } from '../declarations/model.js';
import { TellAddress } from '../declarations/tell-address.js';
import { addDays } from '../elections/calendar.js';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dutchDay } from '../kernel/dutch-time.js';

const MODEL: ModelContent = {
  opmaak: 1,
  title: 'Verklaring over de aansluitvoorschriften',
  intro: 'Verzonnen voor de oefening. Het bestuur onderzocht of het aan de aansluitvoorschriften voldoet.',
  questions: [
    {
      id: 'v1',
      text: 'Staat de telcomputer los van andere netwerken?',
      explanation: 'Ook draadloos is er geen verbinding.',
    },
    { id: 'v2', text: 'Kan alleen wie dat mag bij de telcomputer?', explanation: '' },
    { id: 'v3', text: 'Is er een tweede computer, voor als de eerste uitvalt?', explanation: '' },
  ],
  closing: 'Het bestuur verklaart dat dit de uitkomst van het onderzoek is.',
};

const COMPLIES: Fields = Object.fromEntries(
  MODEL.questions.map(({ id }) => [fieldsOf(id).outcome, 'complies']),
);
/** What each executive filled in, by its code, and where it published that; `url` null: it did not declare yet. */
const FILLED: Readonly<Record<string, { readonly fields: Fields; readonly url: string | null }>> = {
  '0037': { fields: COMPLIES, url: 'https://stadskanaal.example/verklaring' },
  '0106': { fields: { [fieldsOf('v1').outcome]: 'complies' }, url: null },
  '0668': {
    fields: {
      ...COMPLIES,
      [fieldsOf('v3').outcome]: 'deviates',
      [fieldsOf('v3').measure]: 'De buurgemeente leent ons op de dag van stemming een computer.',
    },
    url: 'https://westmaasenwaal.example/verklaring',
  },
};
const CONTACTS: readonly (readonly [name: string, kinds: readonly ContactKind[], deputy: boolean])[] = [
  ['Vera de Boer', ['connection', 'usage'], false],
  ['Wim Visser', ['connection', 'usage'], true],
];

/** The model of the declaration, and executives that have contact persons and declared, one of them not yet. */
@Injectable()
export class SeedDeclarations {
  constructor(
    private readonly clock: Clock,
    private readonly contacts: KeepContacts,
    private readonly models: KeepModel,
    private readonly filling: FillIn,
    private readonly declare: Declare,
    private readonly address: TellAddress,
  ) {}

  /** For one voting day, through the doors that executives and the Kiesraad use. */
  async run(votingDay: string, operator: PersonActor, executives: readonly PersonActor[]): Promise<void> {
    const model = await this.models.write(votingDay, markOf(undefined), MODEL, operator);
    await this.models.publish(votingDay, markOf(model), operator);
    const today = dutchDay(this.clock.now());
    const days = { onderzocht: addDays(today, -2), verklaard: addDays(today, -1) };
    for (const executive of executives) {
      await this.reachable(executive);
      const filled = FILLED[executive.hat.body.code];
      if (filled === undefined) continue;
      await this.filling.keep(votingDay, { ...filled.fields, ...days, namens: BY_EXECUTIVE }, executive);
      if (filled.url === null) continue;
      const { revision } = await this.filling.show(votingDay, executive);
      await this.declare.run(votingDay, revision, executive);
      await this.address.tell(votingDay, filled.url, executive);
    }
  }

  private async reachable(executive: PersonActor): Promise<void> {
    const { code } = executive.hat.body;
    for (const [i, [name, kinds, deputy]] of CONTACTS.entries())
      await this.contacts.add(
        {
          name,
          kinds,
          deputy,
          email: `contact${i + 1}@g${code}.example`,
          phone: `070-000${code.slice(1)}${i}`,
        },
        executive,
      );
  }
}
