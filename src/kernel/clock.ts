/** The time, as an argument. The app binds it to the system clock; tests bind it to one they move. */
export abstract class Clock {
  abstract now(): Date;
}

/** The machine's own clock. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
