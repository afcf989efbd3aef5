import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** How a device may misbehave. */
export interface Misbehaviour {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  /** Without PIN, finger or face. */
  readonly unverified?: boolean;
  /** Gives this counter again. */
  readonly counter?: number;
  /** Signs with a key of its own making. */
  readonly otherKey?: boolean;
  readonly userHandle?: string;
}

const head = (major: number, value: number): Buffer =>
  value < 24
    ? Buffer.from([(major << 5) | value])
    : value < 256
      ? Buffer.from([(major << 5) | 24, value])
      : Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
const integer = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (...pairs: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/** A device with one passkey (ES256), as WebAuthn level 2 describes it: §6.1 authenticator data, §6.5.1 CBOR. */
export class Authenticator {
  readonly credentialId = randomBytes(32);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private counter = 0;
  private userHandle: string | null = null;

  constructor(
    private readonly origin: string,
    private readonly rpId = 'localhost',
  ) {}

  /** Answers options to make a passkey. */
  register(options: { challenge: string; user: { id: string } }, bad: Misbehaviour = {}) {
    this.userHandle = options.user.id;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const data = Buffer.concat([
      this.authenticatorData(HAS_CREDENTIAL, bad),
      Buffer.alloc(16),
      length,
      this.credentialId,
      this.coseKey(),
    ]);
    const attestation = map(
      [text('fmt'), text('none')],
      [text('attStmt'), map()],
      [text('authData'), bytes(data)],
    );
    return this.credential({
      clientDataJSON: this.clientData('webauthn.create', options.challenge, bad).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Answers options to sign in. */
  signIn(options: { challenge: string }, bad: Misbehaviour = {}) {
    const clientData = this.clientData('webauthn.get', options.challenge, bad);
    const data = this.authenticatorData(0, bad);
    const key: KeyObject = bad.otherKey
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
      : this.keys.privateKey;
    const signature = sign('sha256', Buffer.concat([data, sha256(clientData)]), key);
    return this.credential({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: bad.userHandle ?? this.userHandle,
    });
  }

  private credential<T>(response: T) {
    const id = this.credentialId.toString('base64url');
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {}, response };
  }

  private clientData(type: string, challenge: string, bad: Misbehaviour): Buffer {
    const origin = bad.origin ?? this.origin;
    return Buffer.from(
      JSON.stringify({ type, challenge: bad.challenge ?? challenge, origin, crossOrigin: false }),
    );
  }

  private authenticatorData(flags: number, bad: Misbehaviour): Buffer {
    this.counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(bad.counter ?? this.counter);
    const present = USER_PRESENT | (bad.unverified ? 0 : USER_VERIFIED);
    return Buffer.concat([sha256(bad.rpId ?? this.rpId), Buffer.from([flags | present]), counter]);
  }

  private coseKey(): Buffer {
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' });
    return map(
      [integer(1), integer(2)],
      [integer(3), integer(-7)],
      [integer(-1), integer(1)],
      [integer(-2), bytes(Buffer.from(x!, 'base64url'))],
      [integer(-3), bytes(Buffer.from(y!, 'base64url'))],
    );
  }
}
