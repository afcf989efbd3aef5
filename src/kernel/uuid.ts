const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether this is an id as we write it (RFC 9562): lower case, with its dashes. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
