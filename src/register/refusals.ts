import { DAMAGED_FILE, type RefusalTable } from '../kernel/refusal.js';

export const REGISTER_REFUSALS = {
  'register.stale': {
    status: 409,
    title: 'Iemand anders was u voor',
    detail:
      'Dit document is veranderd terwijl u het formulier open had. Er is niets overschreven. Bekijk de nieuwe stand hieronder en sla daarna op als dat nog nodig is.',
  },
  'register.badFile': {
    status: 415,
    title: 'Dit soort bestand kan hier niet staan',
    detail:
      'Kies een PDF, ZIP, ODS, ODT, XLSX, DOCX, of een tekst, CSV of XML in UTF-8. Een webpagina of een tekening (HTML, SVG) wordt niet aangenomen. Er is niets gepubliceerd.',
  },
  'register.tooLarge': {
    status: 413,
    title: 'Het bestand is te groot',
    detail:
      'Een document is hoogstens 32 MB. Er is niets gepubliceerd. Publiceer het elders en geef het adres op.',
  },
  'register.damaged': DAMAGED_FILE,
} as const satisfies RefusalTable;

declare module '../kernel/refusal.js' {
  interface RefusalTables {
    register: typeof REGISTER_REFUSALS;
  }
}
