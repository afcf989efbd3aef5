import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ComposeRelease } from './compose-release.js';
import { DecideRelease } from './decide-release.js';
import { HandOutFile } from './hand-out-file.js';
import { ReceiveReleaseFile } from './receive-release-file.js';
import { ReleaseFilesController } from './release-files.controller.js';
import { ReleasesController } from './releases.controller.js';
import { ShowReleases } from './show-releases.js';

/** Software that the Kiesraad offers: from draft to withdrawal, for everybody to fetch and to check. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [ReleasesController, ReleaseFilesController],
  providers: [ComposeRelease, DecideRelease, HandOutFile, ReceiveReleaseFile, ShowReleases],
  exports: [ComposeRelease, DecideRelease, ReceiveReleaseFile, ShowReleases],
})
export class ReleasesModule {}
