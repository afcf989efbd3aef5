/** A number with its noun: `1 passkey`, `2 passkeys`. */
export function counted(many: number, one: string, more: string): string {
  return `${many} ${many === 1 ? one : more}`;
}
