import { Global, Module } from '@nestjs/common';
import { Navigation } from './navigation.js';
import { PageFrame } from './page-frame.js';

/** What every page stands in. */
@Global()
@Module({ providers: [Navigation, PageFrame], exports: [Navigation, PageFrame] })
export class FrameModule {}
