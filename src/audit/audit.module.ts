import { Module } from '@nestjs/common';
import { AttemptLog } from './attempts.js';
import { ShowAuditLog } from './show-audit-log.js';

/** The log: what was done and what was turned down. */
@Module({ providers: [AttemptLog, ShowAuditLog], exports: [AttemptLog, ShowAuditLog] })
export class AuditModule {}
