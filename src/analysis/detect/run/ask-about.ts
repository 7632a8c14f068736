import { type AskedSuppressions, askSuppressions } from '../alerts/suppression-sql.ts';
import { type Found, raisingIn, type Stored } from './consequences.ts';
import type { FindOptions } from './find.ts';

/**
 * Asks the suppressions of SQL in force about what was found, before anything is stored: the answer takes its time, and
 * a transaction must not.
 */
export async function askAbout(
  found: Found,
  stored: Stored,
  { open, signal }: Pick<FindOptions, 'open' | 'signal'>,
): Promise<AskedSuppressions> {
  const asked = stored.suppressionsInForce(found.now).filter(({ sql }) => sql !== undefined);
  if (asked.length === 0) return { answers: new Map(), unasked: [] };
  const openDays = (days: readonly string[]) => open(undefined, days);
  return askSuppressions(asked, raisingIn(found, stored), { openDays, signal });
}
