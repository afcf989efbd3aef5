import { Module, type DynamicModule } from '@nestjs/common';
import { RefusalTexts } from '../platform/http/refusals.js';
import { OpenApiController } from './openapi.controller.js';

/** The description of the interface. */
@Module({})
export class OpenApiModule {
  /** `texts` holds every refusal of every feature; only the app knows them all. */
  static with(texts: RefusalTexts): DynamicModule {
    return {
      module: OpenApiModule,
      controllers: [OpenApiController],
      providers: [{ provide: RefusalTexts, useValue: texts }],
    };
  }
}
