import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { testKey, WITH_SECRET_HALF } from './keys.js';

/** So many are made at once: more would leave the threads of this process no time for files. */
const AT_ONCE = 2;

const fresh = async (): Promise<KeyObject> =>
  (await promisify(generateKeyPair)('rsa', { modulusLength: 3072 })).privateKey;

/** Private keys, each handed out once: those of the tests, then new ones of the least size that is taken, about half a second each. */
export class KeyRing {
  private readonly keys: Promise<KeyObject>[] = [];
  private next = 0;

  /** Begins making as many as will be asked for. */
  constructor(count: number) {
    for (let i = 0; i < count; i += 1) this.keys.push(this.made(i));
  }

  /** The next one. Throws when more are asked for than was said. */
  take(): Promise<KeyObject> {
    const key = this.keys[this.next];
    if (key === undefined) throw new Error(`more than ${this.keys.length} keys are asked for`);
    this.next += 1;
    return key;
  }

  private made(i: number): Promise<KeyObject> {
    if (i < WITH_SECRET_HALF) return Promise.resolve(testKey(i + 1));
    return Promise.resolve(this.keys[i - AT_ONCE]).then(fresh);
  }
}
