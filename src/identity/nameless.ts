/**
 * Stands in for the e-mail address of the first operator until they give their own (RFC 2606: `.invalid` is nobody's).
 */
export const NAMELESS_EMAIL = 'eerste-beheerder@kiesraad.invalid';

/** Whether a person still has to say who they are. */
export function isNameless(person: { readonly email: string }): boolean {
  return person.email === NAMELESS_EMAIL;
}
