import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AttemptLog } from './attempts.js';
import { EventCatalogue } from './event-catalogue.js';
import { LookLog } from './looks.js';
import { ShowAuditLog } from './show-audit-log.js';

/** The log: what was done and what was turned down. Everybody writes in it. */
@Global()
@Module({})
export class AuditModule {
  /** `catalogue`: the events of every room. */
  static with(catalogue: EventCatalogue): DynamicModule {
    const shared = [{ provide: EventCatalogue, useValue: catalogue }, AttemptLog, LookLog, ShowAuditLog];
    return { module: AuditModule, providers: shared, exports: shared };
  }
}
