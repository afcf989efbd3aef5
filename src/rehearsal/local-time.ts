/** Amsterdam's wall clock without a zone, as counting software writes it: `2026-12-05T01:32:49.834`. */
export function amsterdamTime(at: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Amsterdam',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
  return `${parts.replace(' ', 'T')}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
