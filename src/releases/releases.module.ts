import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { CheckPage } from './check.page.js';
import { ShowCheckList } from './make-check-list.js';
import { ComposeRelease } from './compose-release.js';
import { ConfirmInstalled } from './confirm-installed.js';
import { DecideRelease } from './decide-release.js';
import { ElectionNames } from './election-names.js';
import { HandOutFile } from './hand-out-file.js';
import { InstalledPage } from './installed.page.js';
import { ProgrammatuurFiles } from './programmatuur-files.page.js';
import { ProgrammatuurPage } from './programmatuur.page.js';
import { ReceiveReleaseFile } from './receive-release-file.js';
import { ReleaseAgenda } from './release-agenda.js';
import { ReleaseFilesController } from './release-files.controller.js';
import { ReleaseFilesPage } from './release-files.page.js';
import { ReleasePage } from './release.page.js';
import { ReleasesController } from './releases.controller.js';
import { ReleasesPage } from './releases.page.js';
import { ShowReleasePage } from './show-release-page.js';
import { ShowReleases } from './show-releases.js';
import { ShowSums } from './show-sums.js';

/** Software that the Kiesraad offers: from draft to withdrawal, for everybody to fetch and to check. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [
    CheckPage,
    ReleasesController,
    ReleaseFilesController,
    ReleasesPage,
    ReleasePage,
    ReleaseFilesPage,
    ProgrammatuurPage,
    ProgrammatuurFiles,
    InstalledPage,
  ],
  providers: [
    ComposeRelease,
    ConfirmInstalled,
    DecideRelease,
    ElectionNames,
    HandOutFile,
    ReceiveReleaseFile,
    ReleaseAgenda,
    ShowCheckList,
    ShowReleasePage,
    ShowReleases,
    ShowSums,
  ],
  exports: [ComposeRelease, DecideRelease, ReceiveReleaseFile, ShowReleases],
})
export class ReleasesModule {}
