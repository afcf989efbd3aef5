import { Global, Module } from '@nestjs/common';
import { FormRefusals } from './form-refusals.js';
import { Navigation } from './navigation.js';
import { PageFrame } from './page-frame.js';

/** What every page stands in. */
@Global()
@Module({
  providers: [FormRefusals, Navigation, PageFrame],
  exports: [FormRefusals, Navigation, PageFrame],
})
export class FrameModule {}
