import { auditEvents, declared, refusalTexts } from './app.module.js';
import { ACTOR_NAMES, fieldFacts, OBJECT_NAMES, type DeclaredEvent } from './audit/event.js';
import { SUBCATEGORIES, type Subcategory } from './elections/definition.js';
import { defaultRoutes, printRoutes } from './elections/routes.js';
import { roleName } from './identity/hat.js';
import { accessText } from './platform/http/access.js';
import type { AnyRoute } from './platform/http/route.js';
import { CATALOGUE, CATALOGUE_VERSION, CHECK_CODES } from './verify/checks/catalogue.js';
import type { CheckGroup } from './verify/checks/check.js';
import { PDF_CATALOGUE_VERSION, PDF_CHECKS, PDF_CODES } from './verify/pdf/catalogue.js';
import { STATION_LIST_CHECKS, STATION_LIST_CODES } from './verify/stations/catalogue.js';
import type { Outcome } from './verify/verdict.js';

const MADE = 'Gemaakt uit de code met `node tools/catalogues.mjs`; een test faalt als dit bestand afwijkt.';

/** The catalogues in docs/, by file name. Everything in them comes from the tables that the program itself uses. */
export function catalogues(): Readonly<Record<string, string>> {
  return {
    'catalogue-checks.md': checks(),
    'catalogue-refusals.md': refusals(),
    'catalogue-audit.md': audit(),
    'routes.md': routes(),
    'catalogue-api.md': api(),
  };
}

function page(title: string, lines: readonly string[]): string {
  return [`# ${title}`, '', MADE, '', ...lines, ''].join('\n');
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)];
}

const OUTCOME_WORDS: Readonly<Record<Exclude<Outcome, 'pass'>, string>> = {
  warn: 'waarschuwt',
  refuse: 'keurt af',
  skipped: 'overgeslagen',
};

function checkTable(group: CheckGroup, codes: readonly string[]): string[] {
  const rows = codes.map((code) => {
    const { number, title, outcomes } = group[code]!;
    const words = ['in orde', ...outcomes.map((outcome) => OUTCOME_WORDS[outcome])];
    return [String(number), `\`${code}\``, title, words.join(', ')];
  });
  return table(['nummer', 'code', 'wat er gecontroleerd wordt', 'mogelijke uitkomst'], rows);
}

function checks(): string {
  return page('De controles van een levering', [
    `Dit is versie ${CATALOGUE_VERSION} van de lijst. Een oordeel noemt elke controle van zijn versie één keer, in deze volgorde.`,
    'Keurt er een af, dan is de levering geweigerd. Het nummer is wat men aan de telefoon noemt.',
    '*Overgeslagen* heeft altijd een reden. De regels achter de controles staan in [formats.md](formats.md).',
    '',
    ...checkTable(CATALOGUE, CHECK_CODES),
    '',
    '## Van een stembureaulijst (110b)',
    '',
    ...checkTable(STATION_LIST_CHECKS, STATION_LIST_CODES),
    '',
    '## Van een PDF',
    '',
    `Dit is versie ${String(PDF_CATALOGUE_VERSION)} van de lijst.`,
    '',
    ...checkTable(PDF_CHECKS, PDF_CODES),
  ]);
}

function refusals(): string {
  const rows = refusalTexts()
    .entries()
    .map(([code, { status, title, detail }]) => [`\`${code}\``, String(status), title, detail]);
  return page('De weigeringen', [
    'Elke weigering heeft een vaste code. De API geeft haar als `application/problem+json`, de site als pagina.',
    'Iedere weigering komt in het logboek. `{naam}` wordt ingevuld.',
    '',
    ...table(['code', 'status', 'titel', 'uitleg'], rows),
  ]);
}

function audit(): string {
  const rows = auditEvents()
    .all()
    .map((event) => [
      `\`${event.action}\``,
      event.title,
      OBJECT_NAMES[event.object],
      event.by.map((kind) => ACTOR_NAMES[kind]).join(', '),
      factsOf(event).join(', '),
    ]);
  return page('De gebeurtenissen in het logboek', [
    'Bij elke gebeurtenis staan: het voorwerp, het resultaat, de herkomst, wie (met rol) en wanneer.',
    'Gegevens met een * zeggen iets van een persoon, of zijn door iemand getypt: zij staan apart en kunnen worden',
    'gewist zonder dat het logboek ongeldig wordt. De naam en de herkomst van wie iets deed horen daar altijd bij.',
    '',
    ...table(['handeling', 'betekenis', 'voorwerp', 'door', 'gegevens'], rows),
  ]);
}

function factsOf({ fields }: DeclaredEvent): string[] {
  return Object.entries(fields).map(([name, field]) => `\`${name}\`${fieldFacts(field).personal ? '*' : ''}`);
}

const BESIDE_ROUTES = [
  '## Wat hier geen route is',
  '',
  '- BC, GC, NR, PR, LR en IR zijn geen verkiezingen van de Kieswet: de Kiesraad heeft daar geen taak (A 3 d), niemand',
  '  verklaart (Ea 6) en er is geen aanwijzing of onderbreking (Ea 10, Ea 11).',
  '- De gezaghebber stuurt pas na de toelating van de gekozenen (Ya 18). Dat is een handeling van hem, op de pagina _Doorsturen',
  '  aan de Kiesraad_, niet iets dat bij het indienen gebeurt. Een correctie daarna stuurt hij ook door.',
  '- Om een bestand vragen kan met een artikel alleen bij een gemeentelijk stembureau: het hoofdstembureau (O 2) en het centraal',
  '  stembureau (P 1c lid 2). Een hoofdstembureau of het nationaal briefstembureau mag worden gevraagd, zonder artikel.',
  '- Het centraal stembureau maakt de 510d en de 520 openbaar (P 23 lid 3). Dat artikel noemt geen ontvanger.',
  '- Buiten beschouwing laten (Na 27, O 6, O 17, P 20b) is een handeling van het stembureau zelf: het meldt die meteen aan de',
  '  Kiesraad. Wie het bestand heeft of zou krijgen, krijgt ook bericht (afgeleid).',
  '- Kiescolleges (KC) stemmen op de dag van de provinciale staten. Wie hen bedient, staat op de pagina van die verkiezing.',
  '- Samenwerkingsplan 3.3 tot en met 3.6 (onvoorziene omstandigheden, procesaanwijzing, rapportage van bevindingen over het',
  '  verkiezingsproces, advies tot herstemming) gaat over het proces, niet over bestanden. Het valt buiten dit platform.',
  '',
];

function routes(): string {
  const byTable = new Map<string, string[]>();
  for (const [subcategory, category] of Object.entries(SUBCATEGORIES)) {
    const text = printRoutes(defaultRoutes({ category, subcategory: subcategory as Subcategory }));
    byTable.set(text, [...(byTable.get(text) ?? []), subcategory]);
  }
  return page('Wie stuurt wat aan wie', [
    'De routes per soort verkiezing, elk met het artikel van de Kieswet. Zij worden bij het inrichten van een',
    'verkiezing vastgelegd. *Afgeleid*: de wettekst noemt geen ontvanger, of een jurist moet dit bevestigen.',
    '',
    ...[...byTable].flatMap(([text, names]) => [`## ${names.join(', ')}`, '', text]),
    ...BESIDE_ROUTES,
  ]);
}

const PAGE_KINDS = { page: 'pagina', form: 'formulier', script: 'script' } as const;

function pageRow(declared: AnyRoute): (readonly string[])[] {
  const { kind, method, path, access, law = '' } = declared;
  if (kind === 'api') return [];
  const what = kind === 'page' ? declared.title : PAGE_KINDS[kind];
  const roles =
    access.kind === 'hat' && access.roles !== null ? ` (${access.roles.map(roleName).join(', ')})` : '';
  const session = 'session' in access ? '; niet met een token' : '';
  return [
    [`\`${method} ${path.replace(/:(\w+)/g, '{$1}')}\``, what, accessText(access) + roles + session, law],
  ];
}

function api(): string {
  const routes = declared().filter((each) => each.kind === 'api');
  const rows = routes.map((route) => [
    `\`${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}\``,
    route.summary,
    accessText(route.access),
    route.law ?? '',
    (route.refusals ?? []).map((code) => `\`${code}\``).join(' '),
  ]);
  return page('De koppeling voor programma’s', [
    'Het hele document (OpenAPI 3.1) staat op `/v1/openapi.json` van een draaiend platform.',
    'De codes zijn uitgelegd in [catalogue-refusals.md](catalogue-refusals.md).',
    'Genoemd is wat bij de aanroep hoort. Wat elke aanroep kan weigeren (niet ingelogd, niet gevonden, verkeerde vorm,',
    'te groot) staat per aanroep in het document.',
    '',
    ...table(['aanroep', 'wat', 'voor wie', 'artikel', 'weigeringen'], rows),
    '',
    '## De pagina’s',
    '',
    'Wat een browser vraagt. Een formulier hoort bij een pagina; een script vraagt en krijgt JSON.',
    '',
    ...table(['adres', 'wat', 'voor wie', 'artikel'], declared().flatMap(pageRow)),
  ]);
}
