import { Global, Module } from '@nestjs/common';
import { Agenda } from './agenda.js';
import { Navigation } from './navigation.js';
import { OnCall } from './on-call.js';
import { OpenDuties } from './open-duties.js';
import { PageFrame } from './page-frame.js';

/** What every page stands in, and what the rooms put in it. */
@Global()
@Module({
  providers: [Agenda, Navigation, OnCall, OpenDuties, PageFrame],
  exports: [Agenda, Navigation, OnCall, OpenDuties, PageFrame],
})
export class FrameModule {}
