const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });

/** The calendar day of a moment in Dutch time, `YYYY-MM-DD`. */
export function dutchDay(at: Date): string {
  return amsterdam.format(at);
}
