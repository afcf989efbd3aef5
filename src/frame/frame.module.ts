import { Global, Module } from '@nestjs/common';
import { Agenda } from './agenda.js';
import { FileAlarms } from './file-alarms.js';
import { Navigation } from './navigation.js';
import { OnCall } from './on-call.js';
import { OpenDuties } from './open-duties.js';
import { OpenForms } from './open-forms.js';
import { PageFrame } from './page-frame.js';

/** What every page stands in, and what the rooms put in it. */
@Global()
@Module({
  providers: [Agenda, FileAlarms, Navigation, OnCall, OpenDuties, OpenForms, PageFrame],
  exports: [Agenda, FileAlarms, Navigation, OnCall, OpenDuties, OpenForms, PageFrame],
})
export class FrameModule {}
