/** What the files write as the name of a reporting unit, in its parts; the postcode is empty where it is not given. */
export interface UnitName {
  readonly name: string;
  readonly postcode: string;
}

/** `Stembureau De Hucht (postcode: 6626 AC)` → `De Hucht` and `6626 AC`, as the spreadsheets of OSV and Abacus have them. */
export function unitName(written: string): UnitName {
  const postcode = /\s*\(postcode: ([^()]*)\)$/.exec(written);
  const name = postcode === null ? written : written.slice(0, postcode.index);
  return { name: name.replace(/^(?:Stembureau|Briefstembureau) (?=.)/, ''), postcode: postcode?.[1] ?? '' };
}
