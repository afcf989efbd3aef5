import { createPrivateKey, randomUUID, X509Certificate, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

const LEAST_RSA_BITS = 3072;
/** Others read, or the group writes: a mounted secret is readable for its group. */
const TOO_OPEN = 0o027;
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000;

/** Where the key and its certificate stand, as PEM. */
export interface SigningFiles {
  readonly keyFile: string;
  readonly certificateFile: string;
}

/** What the platform signs with. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly certificate: X509Certificate;
}

async function read(name: string, file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${name} is niet te lezen (${error.code ?? error.message}): ${file}`);
  });
}

function parse<T>(name: string, what: string, make: () => T): T {
  try {
    return make();
  } catch {
    // the reader's own words may hold a piece of the file
    throw new Error(`${name} is geen ${what} als PEM, zonder wachtwoord.`);
  }
}

/** RSA from 3072 bits with exponent 65537, or ECDSA on P-256: with SHA-256 what every openssl reads. */
function isStrong({ asymmetricKeyType: type, asymmetricKeyDetails: details = {} }: KeyObject): boolean {
  if (type === 'rsa') return details.modulusLength! >= LEAST_RSA_BITS && details.publicExponent === 65537n;
  return type === 'ec' && details.namedCurve === 'prime256v1';
}

/**
 * Reads the key that the platform signs with. Throws one sentence at what cannot be read, a key that others can read, a
 * kind or size that is not used here, and a certificate of another key.
 */
export async function readSigningKey({ keyFile, certificateFile }: SigningFiles): Promise<SigningKey> {
  const keyPem = await read('SIGNING_KEY_FILE', keyFile);
  if (((await stat(keyFile)).mode & TOO_OPEN) !== 0)
    throw new Error(`SIGNING_KEY_FILE mag voor anderen niet leesbaar zijn (chmod 0600 ${keyFile}).`);
  const certificatePem = await read('SIGNING_CERT_FILE', certificateFile);
  const privateKey = parse('SIGNING_KEY_FILE', 'sleutel', () => createPrivateKey(keyPem));
  const certificate = parse('SIGNING_CERT_FILE', 'certificaat', () => new X509Certificate(certificatePem));
  if (!isStrong(privateKey))
    throw new Error('SIGNING_KEY_FILE: gebruik RSA van 3072 bits of meer (exponent 65537), of P-256.');
  if (!certificate.checkPrivateKey(privateKey))
    throw new Error('SIGNING_CERT_FILE hoort niet bij de sleutel in SIGNING_KEY_FILE.');
  return { privateKey, certificate };
}

/** A P-256 key with a certificate of its own, in one PEM file for its owner alone, unless `folder` has one. */
export async function makeSigningKey(folder: string): Promise<SigningFiles> {
  const file = path.join(folder, 'signing.pem');
  await mkdir(folder, { recursive: true });
  if (!(await stat(file).catch(() => null))) {
    const draft = `${file}.${randomUUID()}`;
    await writeFile(draft, await newPem(), { mode: 0o600, flush: true });
    // of two at once the first stands, whole
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(draft);
  }
  return { keyFile: file, certificateFile: file };
}

async function newPem(): Promise<string> {
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'C=NL, O=OEFENING, CN=Overdrachtsplatform',
      // a machine's clock may be behind ours
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + TEN_YEARS_MS),
      signingAlgorithm: algorithm,
      keys,
    },
    crypto,
  );
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const pem = createPrivateKey({ key, format: 'der', type: 'pkcs8' }).export({
    type: 'pkcs8',
    format: 'pem',
  });
  return `${certificate.toString('pem')}\n${String(pem)}`;
}
