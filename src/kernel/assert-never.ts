/** Ends a switch over a closed union: compiles only when every case is handled, throws if an unknown value slips in. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
