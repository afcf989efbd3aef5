import { Module } from '@nestjs/common';
import { BodiesModule } from '../bodies/bodies.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SetupModule } from '../setup/setup.module.js';
import { ElectionsModule } from '../elections/elections.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { ConfigureExercise } from './configure-exercise.js';
import { Company } from './company.js';
import { ListRehearsalPeople, SignInInRehearsal } from './sign-in-in-rehearsal.js';
import { PlayCeremony } from './play-ceremony.js';
import { MailboxPage } from './mailbox.page.js';
import { RehearsalPage } from './rehearsal.page.js';
import { NotifyModule } from '../notify/notify.module.js';
import { ReleasesModule } from '../releases/releases.module.js';
import { RegisterModule } from '../register/register.module.js';
import { DeclarationsModule } from '../declarations/declarations.module.js';
import { SeedDeclarations } from './seed-declarations.js';
import { SeedPublications } from './seed-publications.js';
import { SeedRegister } from './seed-register.js';
import { SeedReleases } from './seed-releases.js';
import { SeedRehearsal } from './seed-rehearsal.js';

/** The made-up elections, people and keys, and the door through which one may choose who to be. */
@Module({
  imports: [
    BodiesModule,
    PeopleModule,
    DeclarationsModule,
    ElectionsModule,
    SetupModule,
    IdentityModule,
    KeysModule,
    NotifyModule,
    RegisterModule,
    ReleasesModule,
  ],
  controllers: [MailboxPage, RehearsalPage],
  providers: [
    Company,
    ConfigureExercise,
    ListRehearsalPeople,
    PlayCeremony,
    SeedDeclarations,
    SeedPublications,
    SeedRegister,
    SeedReleases,
    SeedRehearsal,
    SignInInRehearsal,
  ],
  exports: [ConfigureExercise, PlayCeremony, SeedRehearsal],
})
export class RehearsalModule {}
