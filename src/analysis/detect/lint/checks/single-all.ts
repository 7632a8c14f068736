import { inItems } from '../in-rules.ts';

/** Sigma specification 2.1.0, modifiers: `all` is for lists. */
export const singleAll = inItems('all-of-one', ({ key, all, values }) => {
  if (!all || values.length > 1) return [];
  const message = `${key} has one value: all says nothing there, and other tools refuse it.`;
  return [{ severity: 'warning', message, suggestion: `Write ${key.replace(/\|all\b/, '')}.` }];
});
