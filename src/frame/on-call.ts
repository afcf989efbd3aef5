import { Injectable } from '@nestjs/common';
import { Settings } from '../platform/settings.js';

/** Somebody of the Kiesraad to be called at this moment. */
export interface OnCallNow {
  /** Null for the number that always holds: nobody in particular answers it. */
  readonly name: string | null;
  readonly phone: string;
}

/** Who of the Kiesraad is on call now: the room that keeps the roster says so once, when the program starts. */
@Injectable()
export class OnCall {
  private ask: () => Promise<readonly OnCallNow[]> = async () => [];

  constructor(private readonly settings: Settings) {}

  know(ask: () => Promise<readonly OnCallNow[]>): void {
    this.ask = ask;
  }

  /** At least one; with nobody on the roster the Kiesraad's configured number. */
  async now(): Promise<readonly OnCallNow[]> {
    const people = await this.ask();
    return people.length > 0 ? people : [{ name: null, phone: this.settings.helpdeskPhone }];
  }
}
