import { LIMITS } from './limits.js';

/** Controls, formatting (bidi overrides, zero-width), surrogates, private use, line and paragraph separators. */
export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

const EVERY_INVISIBLE = new RegExp(INVISIBLE.source, 'gu');

/** A name as found, made safe to show; at most 120 characters. */
export function showName(name: string): string {
  return shortened(name, 120);
}

/** Text of a sender, made safe to show: what a screen would hide or turn round becomes `\ufffd`; at most `most` long. */
export function shortened(text: string, most: number): string {
  // A character is at most two units: what comes after can never show.
  const shown = Array.from(text.slice(0, 2 * most + 2).replace(EVERY_INVISIBLE, '\ufffd'));
  return shown.length > most ? `${shown.slice(0, most - 1).join('')}…` : shown.join('');
}

/**
 * What makes a name unsafe to write, show or compare on any system; empty when it is safe. The name is a relative path
 * with `/`; a folder ends in `/`. Dutch, to follow "De naam …".
 */
export function nameFaults(name: string, byteLength: number): string[] {
  const faults: string[] = [];
  const say = (unsafe: boolean, what: string): void => void (unsafe && faults.push(what));
  say(name === '', 'is leeg');
  say(byteLength > LIMITS.nameBytes, `is langer dan ${String(LIMITS.nameBytes)} bytes`);
  say(INVISIBLE.test(name), 'bevat stuurtekens of onzichtbare tekens');
  say(name.includes('\\'), 'bevat een backslash');
  say(name.startsWith('/'), 'is een absoluut pad');
  say(/^[A-Za-z]:/.test(name), 'noemt een schijf');
  say(/[<>"|?*:]/.test(name.replace(/^[A-Za-z]:/, '')), 'bevat tekens die niet overal mogen');
  const parts = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  say(parts.includes('..'), 'wijst buiten het pakket (..)');
  say(name !== '' && parts.some((part, i) => part === '.' || (part === '' && i > 0)), 'heeft lege mapnamen');
  say(parts.length > LIMITS.folders + 1, `ligt dieper dan ${String(LIMITS.folders)} mappen`);
  say(
    parts.some((part) => RESERVED.test(part)),
    'is op Windows gereserveerd',
  );
  say(
    parts.some((part) => part !== '.' && part !== '..' && /[. ]$/.test(part)),
    'eindigt op een punt of spatie',
  );
  return faults;
}

/** Names that give the same key would be the same file on some system: NFC, then folded case. */
export function nameKey(name: string): string {
  const plain = name.replace(/\/$/, '');
  return plain.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
