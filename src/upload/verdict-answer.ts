import { z } from 'zod';
import { DELIVERED_TYPES, LEVELS } from '../kernel/committee.js';
import { SPOKEN_NUMBER } from '../kernel/spoken-number.js';
import { keptFigures } from '../verify/stored-verdict.js';
import { SHAPES } from '../platform/http/shapes.js';

/** 64 lowercase hexadecimal digits. */
export const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
/** A moment in UTC. */
export const moment = z.iso.datetime();
export const level = z.enum(LEVELS);
export const message = z.enum(DELIVERED_TYPES);
/** `2026-004217`: said by phone. */
export const spokenNumber = z.string().regex(SPOKEN_NUMBER);

const place = z.object({
  file: z.string().nullable(),
  line: z.int().nullable(),
  column: z.int().nullable(),
  path: z.string().nullable(),
});

const finding = z.object({ detail: z.string(), place: place.nullable() });

/** One check of a verdict. */
const checkAnswer = finding.extend({
  code: z
    .string()
    .regex(/^[a-z]+\.[a-z]+$/)
    .meta({ description: 'Een code uit de lijst van controles; `catalogue` zegt welke versie daarvan gold' }),
  result: z.enum(['pass', 'warn', 'refuse', 'skipped']),
  more: z.array(finding),
});

/** The complete verdict, in the words of `overdracht verify --json`. */
export const verdictAnswer = z
  .object({
    catalogue: z
      .int()
      .meta({ description: 'Versie van de lijst van controles waarmee dit oordeel is gemaakt' }),
    verdict: z.enum(['accepted', 'refused']),
    fingerprint: fingerprint.nullable(),
    type: message.nullable(),
    election: z.string().nullable(),
    committee: z.object({ level, code: z.string() }).nullable(),
    created: z
      .string()
      .nullable()
      .meta({ description: 'kr:CreationDateTime zoals het in het bestand staat' }),
    figures: keptFigures
      .nullable()
      .optional()
      .meta({ description: 'Wat er geteld is; null bij wat is geweigerd of geen telling bevat' }),
    keyId: fingerprint.nullable().meta({ description: 'SHA-256 van de publieke sleutel (SPKI) die klopte' }),
    unsigned: z
      .object({ allowance: z.uuid(), at: moment, article: z.string() })
      .optional()
      .meta({ description: 'Niet ondertekend: met welke toestemming van de Kiesraad' }),
    pair: z.object({ emlName: z.string(), emlSize: z.int(), signatureName: z.string() }).nullable(),
    attachments: z.array(
      z.object({
        name: z.string(),
        size: z.int(),
        sha256: fingerprint,
        kind: z.enum(['pdf', 'csv', 'other']),
      }),
    ),
    checks: z.array(checkAnswer),
  })
  .register(SHAPES, { id: 'Controle' });
