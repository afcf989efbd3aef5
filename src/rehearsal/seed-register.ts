import { Injectable } from '@nestjs/common';
import { addDays } from '../elections/calendar.js';
import type { ElectionPlan } from '../elections/election.js';
import type { PersonActor } from '../kernel/actor.js';
import { DOCUMENT_KINDS, type KindName } from '../register/document-kinds.js';
import type { Said } from '../register/document.js';
import { RegisterDocument } from '../register/register-document.js';
import { writePdf } from './pdf-writer.js';

/** What is said of some documents; the others are still to come, or late. */
const SAID: Readonly<Partial<Record<KindName, Said>>> = {
  samenwerkingsprotocol: { state: 'elsewhere', address: 'https://www.kiesraad.nl/' },
  aansluitvoorschriften: {
    state: 'inForce',
    version: 'Aansluitvoorschriften (verzonnen voor de oefening)',
    gazette: '2025, 26913',
  },
  voorzieningen: {
    state: 'withheld',
    reason:
      'De beschrijving zou laten zien hoe de voorzieningen zijn beveiligd. (Verzonnen voor de oefening.)',
  },
};
const PUBLISHED: readonly KindName[] = ['toets', 'gebruiksvoorschriften', 'terugvaloptie'];

/** A publication register that is half done, written through the doors that the Kiesraad uses. */
@Injectable()
export class SeedRegister {
  constructor(private readonly register: RegisterDocument) {}

  /** Documents here, elsewhere, still in force and withheld; some missing; and the days that no file gives. */
  async run({ definition: { id, name, electionDate } }: ElectionPlan, by: PersonActor): Promise<void> {
    for (const kind of PUBLISHED) {
      const { title } = DOCUMENT_KINDS[kind];
      const lines = [name, '', 'Dit document is verzonnen voor een oefening.'];
      const file = { name: `${kind}-${id}.pdf`, bytes: writePdf(title, lines) };
      await this.register.publish({ electionId: id, kind, seen: 0 }, file, by);
    }
    for (const [kind, said] of Object.entries(SAID) as [KindName, Said][])
      await this.register.say({ electionId: id, kind, seen: 0 }, said, by);
    const days = { result: addDays(electionDate, 9), credentials: addDays(electionDate, 13) };
    await this.register.enter(id, { ...days, software: 'new' }, by);
  }
}
