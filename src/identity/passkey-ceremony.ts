import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';

/** Who asks for a passkey, as WebAuthn names it. */
export interface RelyingParty {
  /** Host without port: a passkey works on this host and nowhere else. */
  readonly id: string;
  /** Scheme, host and port of our own pages; an answer made on any other page is turned down. */
  readonly origin: string;
  readonly name: string;
}

/** The relying party of a site; `baseUrl` as in Settings. Throws when it is no address. */
export function relyingPartyOf(baseUrl: string): RelyingParty {
  const { hostname, origin } = new URL(baseUrl);
  return { id: hostname, origin, name: 'Digitaal overdrachtsplatform verkiezingen' };
}

/** A challenge not answered within this time is void. */
export const CHALLENGE_MS = 5 * 60_000;

/** EdDSA, ES256 and RS256 (COSE): what platforms and security keys make. */
const ALGORITHMS = [-8, -7, -257];

const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/);
const credential = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.enum(['cross-platform', 'platform']).nullish(),
};

/** What a device gives when a passkey is made. */
export const registrationAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8192),
    attestationObject: base64url(16384),
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
});

/** What a device gives when a passkey is used. */
export const signInAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8192),
    authenticatorData: base64url(4096),
    signature: base64url(2048),
    userHandle: base64url(200).nullish(),
  }),
});

export type RegistrationAnswer = z.infer<typeof registrationAnswer>;
export type SignInAnswer = z.infer<typeof signInAnswer>;

/** The person a passkey is made for. `known`: credential ids that a device must not make again. */
export interface PasskeyHolder {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly known: readonly string[];
}

/** A passkey as the device made it. */
export interface MadePasskey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** Bytes of a person's id: what a passkey remembers of whose it is. */
function userHandle(personId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(personId.replaceAll('-', ''), 'hex'));
}

/** Options to make a passkey that is kept on the device and asks for a PIN, finger or face. */
export async function registrationOptions(
  party: RelyingParty,
  holder: PasskeyHolder,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userID: userHandle(holder.personId),
    userName: holder.email,
    userDisplayName: holder.name,
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    excludeCredentials: holder.known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** Options to use any passkey of this site. */
export async function signInOptions(party: RelyingParty): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: party.id,
    timeout: CHALLENGE_MS,
    userVerification: 'required',
  });
}

/** The challenge that an answer says to answer; null when it says none. Whether that is true, verifying decides. */
export function answeredChallenge(answer: RegistrationAnswer | SignInAnswer): string | null {
  try {
    const parsed: unknown = JSON.parse(
      Buffer.from(answer.response.clientDataJSON, 'base64url').toString('utf8'),
    );
    return z.object({ challenge: base64url(128) }).safeParse(parsed).data?.challenge ?? null;
  } catch {
    return null;
  }
}

/** The passkey of an answer that is sound: made on our own page, for this challenge, with user verification. Or null. */
export async function verifyRegistration(
  party: RelyingParty,
  challenge: string,
  answer: RegistrationAnswer,
): Promise<MadePasskey | null> {
  const result = await quietly(() =>
    verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (result?.verified !== true) return null;
  const { id, publicKey, counter } = result.registrationInfo.credential;
  return { credentialId: id, publicKey, counter, transports: answer.response.transports };
}

/** The device's new counter when the answer is sound and made with this passkey, else null. */
export async function verifySignIn(
  party: RelyingParty,
  challenge: string,
  answer: SignInAnswer,
  passkey: MadePasskey & { readonly personId: string },
): Promise<number | null> {
  const { userHandle: handle } = answer.response;
  if (
    typeof handle === 'string' &&
    handle !== Buffer.from(userHandle(passkey.personId)).toString('base64url')
  )
    return null;
  const result = await quietly(() =>
    verifyAuthenticationResponse({
      response: answer as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: passkey.counter },
    }),
  );
  return result?.verified === true ? result.authenticationInfo.newCounter : null;
}

/** The library says no by throwing, whatever an attacker put in: null then. */
async function quietly<T>(verify: () => Promise<T>): Promise<T | null> {
  try {
    return await verify();
  } catch {
    return null;
  }
}
