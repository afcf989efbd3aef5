import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { PersonActor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Settings } from '../platform/settings.js';
import { ComposeRelease } from '../releases/compose-release.js';
import { DecideRelease } from '../releases/decide-release.js';
import { ReceiveReleaseFile } from '../releases/receive-release-file.js';
import { releaseDigest, type ReleaseAbout } from '../releases/release.js';
import { NO_DIGESTS } from '../upload/content-digest.js';

/** A file of a made-up release. */
interface MadeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MADE_BYTES = 2_500_000;

/** Bytes that start as a program for Windows does and are none, the same for one name each time. */
function madeInstaller(name: string): MadeFile {
  const blocks: Buffer[] = [Buffer.from('MZ (verzonnen voor een oefening)')];
  for (let i = 0; i < MADE_BYTES / 64; i += 1)
    blocks.push(createHash('sha512').update(`${name}:${i}`).digest());
  return { name, bytes: Buffer.concat(blocks) };
}

/** Releases for the rehearsal, made, approved by two persons and published through the doors that real ones go through. */
@Injectable()
export class SeedReleases {
  constructor(
    private readonly compose: ComposeRelease,
    private readonly receive: ReceiveReleaseFile,
    private readonly decide: DecideRelease,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** One that was withdrawn, one that counts, and this platform itself. */
  async run(elections: readonly string[], people: readonly [PersonActor, PersonActor]): Promise<void> {
    const availableFrom = this.clock.now();
    const about = (version: string): ReleaseAbout => ({
      product: 'Telprogramma voor de oefening',
      version,
      platform: 'Windows',
      elections: [...elections].sort(),
      availableFrom,
      hosting: 'own',
      notes: 'Een verzonnen programma, om het ophalen en controleren mee te oefenen. Het doet niets.',
      assurance: {
        kind: 'tested',
        version,
        outcome: 'Voldoet. (Verzonnen voor de oefening.)',
        report: 'https://www.kiesraad.nl/',
      },
      source: null,
      build: null,
    });
    const name = (version: string) => `telprogramma-oefening-${version}.exe`;
    const first = await this.publish(about('0.9.0'), madeInstaller(name('0.9.0')), people);
    await this.decide.withdraw(
      first,
      'Telt de blanco stemmen niet mee. (Verzonnen voor de oefening.)',
      people[1],
    );
    await this.publish(about('1.0.0'), madeInstaller(name('1.0.0')), people);
    await this.publish({ ...about(this.settings.version), ...this.ownProduct() }, this.ownFile(), people);
  }

  private ownProduct(): Partial<ReleaseAbout> {
    return {
      product: 'Digitaal overdrachtsplatform',
      platform: 'server',
      hosting: 'central',
      notes: 'Dit platform zelf, zoals het nu voor de oefening draait.',
    };
  }

  private ownFile(): MadeFile {
    const { version } = this.settings;
    const facts = { naam: 'overdrachtsplatform', versie: version, licentie: 'EUPL-1.2' };
    return {
      name: `overdrachtsplatform-${version}.json`,
      bytes: Buffer.from(`${JSON.stringify(facts, null, 2)}\n`),
    };
  }

  private async publish(
    about: ReleaseAbout,
    { name, bytes }: MadeFile,
    [maker, other]: readonly [PersonActor, PersonActor],
  ): Promise<string> {
    const { id } = await this.compose.make(about, maker);
    const index = await this.compose.announce(id, { name, size: bytes.length, sha256: null }, maker);
    const arrival = {
      bytes: (async function* () {
        yield bytes;
      })(),
      ...{ offset: null, complete: true, length: bytes.length, content: NO_DIGESTS, whole: NO_DIGESTS },
    };
    const digest = releaseDigest(await this.receive.run({ id, index }, arrival, maker));
    for (const person of [maker, other]) await this.decide.approve(id, digest, person);
    await this.decide.publish(id, other);
    return id;
  }
}
