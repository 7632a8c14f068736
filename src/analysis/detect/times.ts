import { textLiteral } from '../../query/sql/index.ts';

/** Times of events, ISO 8601 in UTC; half-open. */
export interface TimesWanted {
  readonly from?: string;
  readonly to?: string;
}

/** Conditions on `eventtime`, each before an AND. */
export function timeConditions({ from, to }: TimesWanted): string {
  const parts = [
    ...(from === undefined ? [] : [`e.eventtime >= ${textLiteral(from)} AND `]),
    ...(to === undefined ? [] : [`e.eventtime < ${textLiteral(to)} AND `]),
  ];
  return parts.join('');
}
