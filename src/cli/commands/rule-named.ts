import type { Collection, Correlation, Rule } from '../../analysis/detect/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { nearest, visible } from '../../base/text/index.ts';

/**
 * The rule of an id, a name or a title.
 * @throws AppError TG_RULE_UNKNOWN
 */
export function ruleNamed(
  { rules, correlations, refused }: Collection,
  wanted: string,
): Rule | Correlation {
  const all = [...rules, ...correlations];
  const lower = wanted.toLowerCase();
  const found =
    all.find(({ id }) => id === wanted) ??
    all.find(({ name }) => name === wanted) ??
    all.find(({ title }) => title.toLowerCase() === lower);
  if (found) return found;
  const other = refused.find(({ id, title }) => id === wanted || title?.toLowerCase() === lower);
  const what = `"${visible(wanted)}"`;
  if (other) {
    throw new AppError('TG_RULE_UNKNOWN', `The rule ${what} is not used: ${other.reason}`);
  }
  const titles = new Map(all.map(({ title }) => [title.toLowerCase(), title]));
  const meant = titles.get(nearest(lower, [...titles.keys()]) ?? '');
  throw new AppError(
    'TG_RULE_UNKNOWN',
    `There is no rule ${what}.`,
    meant ? { hint: `Did you mean "${meant}"?` } : {},
  );
}
