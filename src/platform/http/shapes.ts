import { z } from 'zod';

/**
 * Shapes with a name of their own in the OpenAPI document: `z.object({…}).register(SHAPES, { id: 'Sleutel' })`. What is
 * not here is written out where it is used.
 */
export const SHAPES = z.registry<{ id: string }>();

/** Problem details (RFC 9457): how every refusal and every fault is told. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'urn:overdracht:fout: gevolgd door de code' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'Wat er gebeurde, waarom, en wat u nu kunt doen' }),
    instance: z.string().meta({ description: 'Spoornummer van dit verzoek, voor de helpdesk' }),
    code: z.string().meta({ description: 'Vaste code; staat in docs/catalogue-refusals.md' }),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string(), code: z.string().optional() }))
      .optional()
      .meta({ description: 'Alle redenen samen, elk met zijn plaats' }),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  })
  .register(SHAPES, { id: 'Probleem' });
