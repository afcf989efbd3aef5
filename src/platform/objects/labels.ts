import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'minio';
import type { S3Address } from './s3-address.js';
import { s3Client } from './s3-client.js';

/**
 * Small texts that stand beside the objects under fixed names, unlike objects, which have no names and never change: what
 * must be known when the database is put back to an earlier moment, or stands beside other files than its own.
 */
export abstract class Labels {
  /** Where they stand, in words for whoever runs the platform. */
  abstract readonly place: string;
  /** Null when there is none. Throws when that cannot be known: never null for a store that does not answer. */
  abstract read(name: string): Promise<string | null>;
  /** Replaces what stood there. Durable when it returns; cut short, the old text stands or the new one. */
  abstract write(name: string, text: string): Promise<void>;
}

/** Labels as files in the folder of the objects. */
export class FileLabels extends Labels {
  readonly place: string;
  private readonly folder: string;

  constructor(objects: string) {
    super();
    this.place = `de map ${objects}`;
    this.folder = path.join(objects, '.labels');
  }

  async read(name: string): Promise<string | null> {
    try {
      return await readFile(path.join(this.folder, name), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const draft = path.join(this.folder, `${name}.${randomBytes(6).toString('hex')}`);
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path.join(this.folder, name));
    const folder = await open(this.folder, 'r');
    await folder.sync().finally(() => folder.close());
  }
}

const ABSENT = new Set(['NotFound', 'NoSuchKey', 'NoSuchVersion']);
const PATIENCE_MS = 15_000;

/** Labels as objects `prefix/labels/name` in the bucket. */
export class S3Labels extends Labels {
  readonly place: string;
  private readonly client: Client;

  constructor(private readonly address: S3Address) {
    super();
    this.place = `de bucket ${address.bucket}`;
    this.client = s3Client(address, 8 * 1024 * 1024);
  }

  async read(name: string): Promise<string | null> {
    return await inTime(this.fetch(name));
  }

  async write(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await inTime(this.client.putObject(this.address.bucket, this.nameOf(name), bytes, bytes.length));
    // some servers answer success without effect
    if ((await this.read(name)) !== text) throw new Error(`the store did not keep the label ${name}`);
  }

  private async fetch(name: string): Promise<string | null> {
    try {
      const parts: Buffer[] = [];
      const stream = await this.client.getObject(this.address.bucket, this.nameOf(name));
      for await (const part of stream) parts.push(part as Buffer);
      return Buffer.concat(parts).toString();
    } catch (error) {
      if (ABSENT.has((error as { code?: string }).code ?? '')) return null;
      throw error;
    }
  }

  private nameOf(name: string): string {
    return `${this.address.prefix}labels/${name}`;
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = sleep(PATIENCE_MS, null, { ref: false }).then(() => {
    throw new Error('the store does not answer');
  });
  return await Promise.race([work, late]);
}
