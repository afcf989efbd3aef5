/** Whether a delivery is as required, as who received it finds (Kieswet O 2 for the HSB, P 1c for the CSB). */
export type Outcome =
  { readonly outcome: 'asRequired' } | { readonly outcome: 'notAsRequired'; readonly reason: string };

/** An outcome that was recorded. Numbered from 1 per delivery: a later one stands beside the earlier. */
export type Assessment = Outcome & { readonly number: number; readonly at: Date };

/** Whether somebody finds what was found last: then to say it again changes nothing. */
export function isSame(last: Assessment | null, found: Outcome): boolean {
  if (last?.outcome === 'notAsRequired')
    return found.outcome === 'notAsRequired' && found.reason === last.reason;
  return last?.outcome === found.outcome;
}
