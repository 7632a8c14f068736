import { formatCount } from '../../../../base/text/index.ts';
import { inRules } from '../in-rules.ts';

/** A hundredth of what happens is no exception. */
const MOST = 0.01;

/** Rules that match normal operation, as the lake shows. */
export const noisy = inRules('noisy', ({ id }, { history }) => {
  const matches = history?.matches.get(id) ?? 0;
  if (!history || matches <= history.events * MOST) return [];
  const share = ((matches / history.events) * 100).toFixed(1);
  const message = `It matches ${formatCount(matches)} of ${formatCount(history.events)} events (${share} %).`;
  return [{ severity: 'warning', message, suggestion: 'Narrow it, or switch it off.' }];
});
