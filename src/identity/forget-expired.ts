import { Injectable } from '@nestjs/common';
import { databaseTime } from '../platform/postgres/database-time.js';
import { Database } from '../platform/postgres/database.js';
import { pruneExpired } from './session.store.js';

/** Removes sessions, challenges, invitations and tokens that are over. They had stopped counting before. */
@Injectable()
export class ForgetExpired {
  constructor(private readonly db: Database) {}

  /** Gives how much went. */
  async run(): Promise<number> {
    return await pruneExpired(this.db, await databaseTime(this.db.read));
  }
}
