import type { RowsFor } from '../../analysis/detect/index.ts';
import { rowsOf } from '../../delivery/notify/index.ts';
import type { Context } from './context.ts';

/** Where messages go: by the routes of the configuration. */
export function rowsForSinks(context: Context): RowsFor {
  const { notify } = context.config().config;
  return (message, now) => rowsOf(message, notify, now);
}
