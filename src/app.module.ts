import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FrameModule } from './frame/frame.module.js';
import { AccessGuard } from './identity/access.guard.js';
import { IdentityModule } from './identity/identity.module.js';
import { IDENTITY_REFUSALS } from './identity/refusals.js';
import { AuditModule } from './audit/audit.module.js';
import { BodiesModule } from './bodies/bodies.module.js';
import { BODY_REFUSALS } from './bodies/refusals.js';
import { PEOPLE_EVENTS } from './people/events.js';
import { PeopleModule } from './people/people.module.js';
import { PEOPLE_REFUSALS } from './people/refusals.js';
import { SetupModule } from './setup/setup.module.js';
import { EventCatalogue } from './audit/event-catalogue.js';
import { ElectionsModule } from './elections/elections.module.js';
import { SETUP_REFUSALS } from './setup/refusals.js';
import { AUDIT_EVENTS } from './audit/events.js';
import { BODY_EVENTS } from './bodies/events.js';
import { SETUP_EVENTS } from './setup/events.js';
import { IDENTITY_EVENTS } from './identity/events.js';
import { NOTICE_EVENTS } from './notify/events.js';
import { NOTICE_REFUSALS } from './notify/refusals.js';
import { KEY_LIST_EVENTS } from './keylist/events.js';
import { DeclarationsModule } from './declarations/declarations.module.js';
import { COUNT_EVENTS } from './counts/events.js';
import { COUNT_REFUSALS } from './counts/refusals.js';
import { CountsModule } from './counts/counts.module.js';
import { DECLARATION_EVENTS } from './declarations/events.js';
import { DECLARATION_REFUSALS } from './declarations/refusals.js';
import { DutyModule } from './duty/duty.module.js';
import { DUTY_EVENTS } from './duty/events.js';
import { DUTY_REFUSALS } from './duty/refusals.js';
import { FALLBACK_EVENTS } from './fallback/events.js';
import { FallbackModule } from './fallback/fallback.module.js';
import { FALLBACK_REFUSALS } from './fallback/refusals.js';
import { KeyListModule } from './keylist/keylist.module.js';
import { KEY_LIST_REFUSALS } from './keylist/refusals.js';
import { KEY_EVENTS } from './keys/events.js';
import { KeysModule } from './keys/keys.module.js';
import { KEY_REFUSALS } from './keys/refusals.js';
import { NotifyModule } from './notify/notify.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { DeclarationsModule as DeclaredRoutesModule } from './platform/http/declarations.js';
import { declaredRoutes } from './platform/http/declared-routes.js';
import type { AnyRoute } from './platform/http/route.js';
import { RefusalTexts } from './platform/http/refusals.js';
import { PlatformModule, type PlatformOptions } from './platform/platform.module.js';
import type { Settings } from './platform/settings.js';
import { RELEASE_EVENTS } from './releases/events.js';
import { RELEASE_REFUSALS } from './releases/refusals.js';
import { ReleasesModule } from './releases/releases.module.js';
import { PLAUSIBILITY_EVENTS } from './plausibility/events.js';
import { PLAUSIBILITY_REFUSALS } from './plausibility/refusals.js';
import { PlausibilityModule } from './plausibility/plausibility.module.js';
import { REGISTER_EVENTS } from './register/events.js';
import { REGISTER_REFUSALS } from './register/refusals.js';
import { RegisterModule } from './register/register.module.js';
import { PUBLICATION_EVENTS } from './publication/events.js';
import { PublicationModule } from './publication/publication.module.js';
import { PUBLICATION_REFUSALS } from './publication/refusals.js';
import { REFERRAL_EVENTS } from './referrals/events.js';
import { REFERRAL_REFUSALS } from './referrals/refusals.js';
import { ReferralsModule } from './referrals/referrals.module.js';
import { REMOVAL_EVENTS } from './removal/events.js';
import { REMOVAL_REFUSALS } from './removal/refusals.js';
import { RemovalModule } from './removal/removal.module.js';
import { REPORT_EVENTS } from './reports/events.js';
import { REPORT_REFUSALS } from './reports/refusals.js';
import { ReportsModule } from './reports/reports.module.js';
import { ROUTING_EVENTS } from './routing/events.js';
import { ROUTING_REFUSALS } from './routing/refusals.js';
import { RoutingModule } from './routing/routing.module.js';
import { SITE_EVENTS } from './site/events.js';
import { SiteModule } from './site/site.module.js';
import { STATION_EVENTS } from './stations/events.js';
import { STATION_REFUSALS } from './stations/refusals.js';
import { StationsModule } from './stations/stations.module.js';
import { TRIAL_EVENTS } from './trial/events.js';
import { TRIAL_REFUSALS } from './trial/refusals.js';
import { TrialModule } from './trial/trial.module.js';
import { UPLOAD_EVENTS } from './upload/events.js';
import { UPLOAD_REFUSALS } from './upload/refusals.js';
import { UploadModule } from './upload/upload.module.js';

/** Every refusal the platform can give. Throws when two features claim one code. */
export function refusalTexts(): RefusalTexts {
  return new RefusalTexts([
    IDENTITY_REFUSALS,
    BODY_REFUSALS,
    PEOPLE_REFUSALS,
    SETUP_REFUSALS,
    KEY_REFUSALS,
    DUTY_REFUSALS,
    FALLBACK_REFUSALS,
    KEY_LIST_REFUSALS,
    STATION_REFUSALS,
    UPLOAD_REFUSALS,
    TRIAL_REFUSALS,
    ROUTING_REFUSALS,
    COUNT_REFUSALS,
    PLAUSIBILITY_REFUSALS,
    REFERRAL_REFUSALS,
    PUBLICATION_REFUSALS,
    REMOVAL_REFUSALS,
    REPORT_REFUSALS,
    DECLARATION_REFUSALS,
    RELEASE_REFUSALS,
    REGISTER_REFUSALS,
    NOTICE_REFUSALS,
  ]);
}

/** Every event of the log. Throws when two rooms declare one action, or one detail with two meanings. */
export function auditEvents(): EventCatalogue {
  return new EventCatalogue([
    AUDIT_EVENTS,
    IDENTITY_EVENTS,
    BODY_EVENTS,
    PEOPLE_EVENTS,
    SETUP_EVENTS,
    KEY_EVENTS,
    DUTY_EVENTS,
    FALLBACK_EVENTS,
    KEY_LIST_EVENTS,
    STATION_EVENTS,
    UPLOAD_EVENTS,
    TRIAL_EVENTS,
    ROUTING_EVENTS,
    COUNT_EVENTS,
    PLAUSIBILITY_EVENTS,
    REFERRAL_EVENTS,
    PUBLICATION_EVENTS,
    REMOVAL_EVENTS,
    REPORT_EVENTS,
    DECLARATION_EVENTS,
    RELEASE_EVENTS,
    REGISTER_EVENTS,
    NOTICE_EVENTS,
    SITE_EVENTS,
  ]);
}

/** The rooms, in the order of the house; an exercise has one more ({@link roomsOf}). */
export const ROOMS: readonly (Type | DynamicModule)[] = [
  AuditModule.with(auditEvents()),
  FrameModule,
  IdentityModule,
  BodiesModule,
  PeopleModule,
  ElectionsModule,
  SetupModule,
  KeysModule,
  KeyListModule,
  DutyModule,
  FallbackModule,
  StationsModule,
  UploadModule,
  TrialModule,
  RoutingModule,
  CountsModule,
  PlausibilityModule,
  ReferralsModule,
  PublicationModule,
  RemovalModule,
  ReportsModule,
  DeclarationsModule,
  ReleasesModule,
  RegisterModule,
  NotifyModule,
  SiteModule,
  OpenApiModule,
];

/** The rooms of an instance. The rehearsal, with its door without a key, is loaded in an exercise alone. */
export async function roomsOf(mode: Settings['mode']): Promise<typeof ROOMS> {
  if (mode === 'real') return ROOMS;
  const { RehearsalModule } = await import('./rehearsal/rehearsal.module.js');
  return [...ROOMS, RehearsalModule];
}

/** Every route, page and form of the platform. */
export function declared(): readonly AnyRoute[] {
  return declaredRoutes(ROOMS);
}

/** The only place that names every feature. */
@Module({})
export class AppModule {
  static with(options: PlatformOptions, rooms: typeof ROOMS): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(options),
        DeclaredRoutesModule.with(declared(), refusalTexts()),
        ...rooms,
      ],
      providers: [{ provide: APP_GUARD, useClass: AccessGuard }],
    };
  }
}
