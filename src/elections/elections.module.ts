import { Module } from '@nestjs/common';
import { BodiesModule } from '../bodies/bodies.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ElectionStore } from './election.store.js';
import { FindLanes } from './find-lanes.js';
import { GatherDuties } from './gather-duties.js';

/** Elections: from a 110a to committees, calendar, routes and duties. */
@Module({
  imports: [BodiesModule, IdentityModule],
  providers: [ElectionStore, FindLanes, GatherDuties],
  exports: [ElectionStore, FindLanes, GatherDuties],
})
export class ElectionsModule {}
