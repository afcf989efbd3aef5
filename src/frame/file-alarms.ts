import { Injectable } from '@nestjs/common';
import type { Wearer } from './agenda.js';

/** Something wrong with a file that a body has, which its own checks do not tell. Plain texts. */
export interface FileAlarm {
  /** The body's own page of the file: `/ontvangen/…`, `/leveringen/…`. */
  readonly file: string;
  readonly title: string;
  readonly text: string;
  /** The same in a word or three, for a line of a list. */
  readonly short: string;
  /** Where all of it is shown. */
  readonly link: { readonly href: string; readonly label: string };
}

/** What a room knows of the files of who wears this hat. Asks nothing of another segment. */
export type FileAlarmSource = (wearer: Wearer) => Promise<readonly FileAlarm[]>;

/** What is wrong with files: each room that knows some of it says so once, when the program starts. */
@Injectable()
export class FileAlarms {
  private readonly sources: FileAlarmSource[] = [];

  add(source: FileAlarmSource): void {
    this.sources.push(source);
  }

  /** By the page of the file; of two the first room that knew. */
  async of(wearer: Wearer): Promise<ReadonlyMap<string, FileAlarm>> {
    const found = (await Promise.all(this.sources.map((source) => source(wearer)))).flat();
    return new Map(found.reverse().map((alarm) => [alarm.file, alarm]));
  }
}
