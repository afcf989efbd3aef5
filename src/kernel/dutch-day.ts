const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' });

/** The calendar day of a moment in Dutch time, `YYYY-MM-DD`. */
export function dutchDay(at: Date): string {
  return amsterdam.format(at);
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** A moment in Dutch time, `2027-03-18 02:05`: for texts that are kept as they are. */
export function dutchMoment(at: Date): string {
  return clock.format(at);
}
