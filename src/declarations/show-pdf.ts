import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';
import { Database } from '../platform/postgres/database.js';
import { findDeclaration } from './declaration.store.js';
import type { ReceivedPdf } from './received-pdf.js';
import { findReceivedPdf } from './received-pdf.store.js';

/** How the PDF of a declaration was judged: for the body whose it is, and the Kiesraad. */
@Injectable()
export class ShowPdf {
  constructor(private readonly db: Database) {}

  /** By the id of the declaration. Refused: request.notFound, also of another's and of one that came by the form. */
  async run(id: string, { hat: { body } }: Pick<PersonActor, 'hat'>): Promise<ReceivedPdf> {
    const reach = body.level === 'OPERATOR' ? undefined : body.code;
    const declaration = await findDeclaration(this.db.read, id, reach);
    const received = declaration && (await findReceivedPdf(this.db.read, id));
    if (received === null) throw new Refusal('request.notFound');
    return received;
  }
}
