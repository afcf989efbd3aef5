import { z } from 'zod';
import { bodyRef, cutText, detail, moment } from './event.js';

const HEX_64 = /^[0-9a-f]{64}$/;

// The facts that events of several rooms tell. A fact of one room stands in that room's events.ts; the same name for
// two facts does not start.

/** Text that a person typed. */
export const reason = detail('Reden', cutText(2000), { personal: true });
export const label = detail('Naam', cutText(200), { personal: true });
export const fileName = detail('Bestandsnaam', cutText(200), { personal: true });

/** SHA-256 over the SubjectPublicKeyInfo, hex. */
export const keyId = detail('Nummer van de sleutel', z.string().regex(HEX_64), { names: true });
/** SHA-256 over the count, or over the certificate; null where there is none. */
export const fingerprint = detail('Vingerafdruk', z.string().regex(HEX_64), { names: true });
/** Numbers of groups of a fingerprint. */
export const groups = detail('Groepen', z.array(z.string()));
/** SHA-256 over the bytes of a file. */
export const sha256 = detail('SHA-256', z.string().regex(HEX_64), { names: true });
/** `2026-000019`. */
export const number = detail('Nummer van de levering', z.string(), { names: true });
export const submissionId = detail('Levering', z.uuid(), { names: true });
/** Which document of the publication register. */
export const documentKind = detail('Soort document', z.string());
export const releaseId = detail('Release', z.uuid(), { names: true });
export const deliveryId = detail('Aflevering', z.uuid(), { names: true });

/** The state it was in before. */
export const from = detail('Stand ervoor', z.string());
/** The state it is in. */
export const state = detail('Stand', z.string());
export const committee = detail('Stembureau', bodyRef());
export const recipient = detail('Ontvanger', bodyRef());
export const message = detail('Soort bestand', z.string());
export const law = detail('Wet', z.string());
export const expiresAt = detail('Geldig tot', moment());
/** `GSB:0668 TK2026 member`. */
export const hat = detail('Rol', z.string());
export const count = detail('Aantal', z.int().nonnegative());
export const size = detail('Grootte in bytes', z.int().nonnegative());
