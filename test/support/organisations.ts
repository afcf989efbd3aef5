import type { TestApp } from './app.js';

/** Keeps organisations: code, kind and name of each. */
export async function keepOrganisations(
  app: TestApp,
  organisations: readonly (readonly [code: string, kind: string, name: string, executive: string])[],
): Promise<void> {
  for (const [code, kind, name, executive] of organisations)
    await app.sql('INSERT INTO organisation (code, kind, name, executive) VALUES ($1, $2, $3, $4)', [
      code,
      kind,
      name,
      executive,
    ]);
}
