import { Module } from '@nestjs/common';
import { ConfigureElection } from './configure-election.js';
import { ElectionStore } from './election.store.js';

@Module({
  providers: [ElectionStore, ConfigureElection],
  exports: [ElectionStore, ConfigureElection],
})
export class ElectionsModule {}
