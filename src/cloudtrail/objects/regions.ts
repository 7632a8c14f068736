/**
 * Not a list of known regions: new ones appear, anonymised logs hold made-up ones
 * (`apiso-northsouth-3r`), and some tools write folders as `us_east_1`.
 */
export const REGION = '[a-z]{2,8}(?:[-_][a-z]+)+[-_]\\d{1,2}[a-z]?';

/** The region as AWS spells it: `us_east_1` is `us-east-1`. */
export function regionOf(folder: string): string {
  return folder.replaceAll('_', '-');
}
