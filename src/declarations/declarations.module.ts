import { Module } from '@nestjs/common';
import { BodiesModule } from '../bodies/bodies.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ConfirmSecond } from './confirm-second.js';
import { CorrectList } from './correct-list.js';
import { DeclarationAgenda } from './declaration-agenda.js';
import { Declare } from './declare.js';
import { DeclaredPage } from './declared.page.js';
import { FillIn } from './fill-in.js';
import { HandInPdf } from './hand-in-pdf.js';
import { HandInPdfPage } from './hand-in-pdf.page.js';
import { ShowPdf } from './show-pdf.js';
import { FillInPage } from './fill-in.page.js';
import { HandOutDeclaration } from './hand-out-declaration.js';
import { KeepMandates } from './keep-mandates.js';
import { KeepModel } from './keep-model.js';
import { DeclaringListPage } from './list.page.js';
import { MandatesPage } from './mandates.page.js';
import { MonitorPage } from './monitor.page.js';
import { ModelPage } from './model.page.js';
import { OwnDeclarationPage } from './own.page.js';
import { RaiseSignals } from './raise-signals.js';
import { ShowMonitor } from './show-monitor.js';
import { ShowDeclared } from './show-declared.js';
import { ShowList } from './show-list.js';
import { ShowOwn } from './show-own.js';
import { TellAddress } from './tell-address.js';
import { WhoDeclares } from './who-declares.js';

/** The declaration on the aansluitvoorschriften: the Kiesraad's model, what executives declare, and who did not. */
@Module({
  imports: [IdentityModule, BodiesModule, ElectionsModule],
  controllers: [
    MonitorPage,
    MandatesPage,
    OwnDeclarationPage,
    FillInPage,
    HandInPdfPage,
    DeclaringListPage,
    ModelPage,
    DeclaredPage,
  ],
  providers: [
    ConfirmSecond,
    CorrectList,
    DeclarationAgenda,
    Declare,
    FillIn,
    HandInPdf,
    HandOutDeclaration,
    KeepMandates,
    KeepModel,
    RaiseSignals,
    ShowMonitor,
    ShowDeclared,
    ShowList,
    ShowOwn,
    ShowPdf,
    TellAddress,
    WhoDeclares,
  ],
  exports: [CorrectList, Declare, FillIn, HandInPdf, KeepMandates, KeepModel, TellAddress, WhoDeclares],
})
export class DeclarationsModule {}
