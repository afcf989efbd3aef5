import { Inject, Injectable } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { LOGGER } from '../platform/platform.module.js';
import type { Logger } from '../platform/logger.js';
import { keepObject } from '../platform/objects/keep-object.js';
import { recordObject } from '../platform/objects/object.store.js';
import { Objects } from '../platform/objects/objects.js';
import { Workbench } from '../platform/objects/workbench.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';

/** `<submission>-<number>-<SHA-256>`, and in the quarantine the SHA-256 alone. */
const NAME = /^(?:[0-9a-f-]{36}-\d+-)?([0-9a-f]{64})$/;
const FOLDERS = ['upload/received', 'quarantine'];

/**
 * Brings what the release before this one kept in folders of its own (received and not yet delivered, refused) to the
 * objects, where every row looks for it now. Killed anywhere, the next start goes on: a file goes only when it is an object.
 */
@Injectable()
export class TakeOverFiles {
  constructor(
    private readonly settings: Settings,
    private readonly db: Database,
    private readonly objects: Objects,
    private readonly bench: Workbench,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Gives how many. Bytes that are not what their name says stay where they are, and the log says so. */
  async run(): Promise<number> {
    let taken = 0;
    for (const folder of FOLDERS) {
      const root = path.join(this.settings.varDir, folder);
      for (const entry of await readdir(root, { recursive: true }).catch(() => [] as string[])) {
        const id = NAME.exec(path.basename(entry))?.[1];
        if (id !== undefined && (await this.take(path.join(root, entry), id))) taken += 1;
      }
    }
    return taken;
  }

  private async take(place: string, id: string): Promise<boolean> {
    const file = await this.bench.create();
    try {
      for await (const bytes of createReadStream(place)) await file.write(bytes as Uint8Array);
      const { sha256 } = await file.end();
      if (sha256 !== id) {
        this.log.error({ place }, 'een bestand van een eerdere versie is beschadigd en blijft staan');
        return false;
      }
      const object = await keepObject(this.db, this.objects, file);
      await this.db.transaction((tx) => recordObject(tx, object));
      await rm(place, { force: true });
      return true;
    } finally {
      await file.drop();
    }
  }
}
