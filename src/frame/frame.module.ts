import { Global, Module } from '@nestjs/common';
import { Agenda } from './agenda.js';
import { Navigation } from './navigation.js';
import { OnCall } from './on-call.js';
import { PageFrame } from './page-frame.js';

/** What every page stands in, and what the rooms put in it. */
@Global()
@Module({
  providers: [Agenda, Navigation, OnCall, PageFrame],
  exports: [Agenda, Navigation, OnCall, PageFrame],
})
export class FrameModule {}
