import { textLiteral } from '../../query/sql/index.ts';
import type { TimesWanted } from '../callers/index.ts';

/** Conditions on `eventtime`, each before an AND. */
export function timeConditions({ from, to }: TimesWanted): string {
  const parts = [
    ...(from === undefined ? [] : [`e.eventtime >= ${textLiteral(from)} AND `]),
    ...(to === undefined ? [] : [`e.eventtime < ${textLiteral(to)} AND `]),
  ];
  return parts.join('');
}
