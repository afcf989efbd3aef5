import { z } from 'zod';
import { createdAt } from '../kernel/written-time.js';
import { inDutch } from '../platform/http/dutch.js';
import { aboutBody } from './release-api.js';
import type { ReleaseAbout } from './release.js';

const text = z.string().optional().catch(undefined);
const FIELDS = {
  product: text,
  versie: text,
  platform: text,
  verkiezingen: z
    .union([z.array(z.string()), z.string()])
    .optional()
    .catch(undefined),
  datum: text,
  tijd: text,
  gehost: text,
  toelichting: text,
  soort: text,
  testversie: text,
  uitslag: text,
  rapport: text,
  verklaring: text,
  bron: text,
  bouwen: text,
};
type Fields = z.output<z.ZodObject<typeof FIELDS>>;

/** Where a field of the API stands on the form, when it has another name there. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [first, second] = path.map(String);
  if (first === 'beschikbaarVanaf') return 'datum';
  if (first !== 'beoordeling') return first ?? 'product';
  return second === 'versie' ? 'testversie' : (second ?? 'soort');
}

/** What is said of a release as its form sends it: the same as the API takes, in fields of one line each. */
export const aboutForm = z.object(FIELDS).transform((given, context): ReleaseAbout => {
  const read = aboutBody.safeParse(asBody(given), { error: inDutch });
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues)
    context.addIssue({ code: 'custom', path: [fieldOf(path)], message });
  return z.NEVER;
});

function asBody(given: Fields) {
  const { verkiezingen, datum, tijd, soort, testversie, uitslag, rapport, verklaring, ...rest } = given;
  const moment = createdAt(`${datum ?? ''}T${tijd || '00:00'}:00`);
  return {
    ...rest,
    gehost: rest.gehost || undefined,
    bron: rest.bron || null,
    bouwen: rest.bouwen?.trim() || null,
    verkiezingen: [verkiezingen ?? []].flat(),
    beschikbaarVanaf: moment === null ? '' : new Date(moment).toISOString(),
    beoordeling:
      soort === 'test'
        ? { soort, versie: testversie, uitslag, rapport }
        : soort === 'kleineWijziging'
          ? { soort, verklaring }
          : null,
  };
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** What stands in the fields of the form of a release. */
export function fieldsOf(about: ReleaseAbout): Readonly<Record<string, string>> {
  const { assurance } = about;
  const [datum = '', tijd = ''] = clock.format(about.availableFrom).split(' ');
  const tested = assurance?.kind === 'tested' ? assurance : null;
  return {
    product: about.product,
    versie: about.version,
    platform: about.platform,
    datum,
    tijd,
    gehost: about.hosting === 'own' ? 'eigen' : 'centraal',
    toelichting: about.notes,
    soort: assurance === null ? '' : tested ? 'test' : 'kleineWijziging',
    testversie: tested?.version ?? '',
    uitslag: tested?.outcome ?? '',
    rapport: tested?.report ?? '',
    verklaring: assurance?.kind === 'minorChange' ? assurance.statement : '',
    bron: about.source ?? '',
    bouwen: about.build ?? '',
  };
}
