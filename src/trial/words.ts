import type { StatusTone } from '../web/components/index.js';
import type { PointCode, SetupState } from './setup-check.js';

/** What a point is called on screen. */
export const POINT_NAMES: Readonly<Record<PointCode, string>> = {
  committee: 'Uw orgaan',
  election: 'De verkiezing',
  keys: 'Uw sleutels',
  recipients: 'Wie uw bestanden krijgt',
  senders: 'Van wie u bestanden krijgt',
  contact: 'Contactpersonen van uw organisatie',
};

/** The same of somebody else's, for the Kiesraad. */
export const POINTS_OF_OTHERS: Readonly<Record<PointCode, string>> = {
  committee: 'orgaan',
  election: 'verkiezing',
  keys: 'sleutels',
  recipients: 'ontvangers',
  senders: 'afzenders',
  contact: 'contactpersonen',
};

export const STATE_WORDS: Readonly<Record<SetupState, { readonly text: string; readonly tone: StatusTone }>> =
  {
    verified: { text: 'Gecontroleerd, klopt', tone: 'ok' },
    wrong: { text: 'Fout gemeld', tone: 'error' },
    changed: { text: 'Gewijzigd na de controle', tone: 'warning' },
    partly: { text: 'Nog niet klaar', tone: 'waiting' },
    none: { text: 'Nog niet begonnen', tone: 'neutral' },
  };
