import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AskFallback } from './ask-fallback.js';
import { DecideFallback } from './decide-fallback.js';
import { FallbackAgenda } from './fallback-agenda.js';
import { FallbackController } from './fallback.controller.js';
import { FallbackPage } from './fallback.page.js';
import { ShowFallback } from './show-fallback.js';

/** The fallback of a committee that lost its key: one unsigned delivery, allowed by the Kiesraad. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [FallbackController, FallbackPage],
  providers: [AskFallback, DecideFallback, FallbackAgenda, ShowFallback],
  exports: [ShowFallback],
})
export class FallbackModule {}
