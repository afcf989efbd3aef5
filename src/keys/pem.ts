/** A certificate in the form programs exchange: base64 in lines of 64 between its labels (RFC 7468). */
export function pemOf(certificate: Uint8Array): string {
  const text = Buffer.from(certificate).toString('base64');
  const rows = text.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...rows, '-----END CERTIFICATE-----', ''].join('\n');
}
