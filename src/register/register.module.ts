import { Module } from '@nestjs/common';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { HandOutDocument } from './hand-out-document.js';
import { PublicationsController } from './publications.controller.js';
import { PublicationsPage } from './publications.page.js';
import { RegisterAgenda } from './register-agenda.js';
import { RegisterDocument } from './register-document.js';
import { RegisterPages } from './register.page.js';
import { ShowRegister } from './show-register.js';

/** The publication register: what the law wants public of an election, by when, and where it stands. */
@Module({
  imports: [IdentityModule, ElectionsModule],
  controllers: [PublicationsController, PublicationsPage, RegisterPages],
  providers: [HandOutDocument, RegisterAgenda, RegisterDocument, ShowRegister],
  exports: [RegisterDocument, ShowRegister],
})
export class RegisterModule {}
