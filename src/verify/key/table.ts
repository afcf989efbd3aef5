/**
 * What a key and its certificate may be made of, as OSV and Abacus make them. A new kind is a new row here and a verifier
 * for it in verify/cms.
 */
export const KEY_TABLE = {
  /** id-rsaEncryption (RFC 8017 appendix A.1). */
  key: '1.2.840.113549.1.1.1',
  /** Length of the modulus, in bits. Above the most, one signature would hold up all others. */
  bits: { least: 3072, most: 8192 },
  exponent: 65537,
  /** sha256WithRSAEncryption: RSASSA-PKCS1-v1_5 with SHA-256. */
  signature: '1.2.840.113549.1.1.11',
} as const;

/** What else people hand in, as a sentence calls it. */
const NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.2': 'een handtekening met MD2',
  '1.2.840.113549.1.1.4': 'een handtekening met MD5',
  '1.2.840.113549.1.1.5': 'een handtekening met SHA-1',
  '1.2.840.113549.1.1.7': 'RSA-OAEP',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.113549.1.1.12': 'een handtekening met SHA-384',
  '1.2.840.113549.1.1.13': 'een handtekening met SHA-512',
  '1.2.840.113549.1.1.14': 'een handtekening met SHA-224',
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.10040.4.3': 'DSA',
  '2.16.840.1.101.3.4.3.2': 'DSA',
  '1.2.840.10045.2.1': 'een elliptische kromme (EC)',
  '1.2.840.10045.4.1': 'een elliptische kromme (ECDSA)',
  '1.2.840.10045.4.3.2': 'een elliptische kromme (ECDSA)',
  '1.2.840.10045.4.3.3': 'een elliptische kromme (ECDSA)',
  '1.2.840.10045.4.3.4': 'een elliptische kromme (ECDSA)',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

/** An algorithm by its OID, in Dutch. */
export function algorithmName(oid: string): string {
  return NAMES[oid] ?? `algoritme ${oid}`;
}
