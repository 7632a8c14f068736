import type { Asking } from '../../analysis/callers/index.ts';
import { openCatalog, type SessionRow } from '../../lake/catalog/index.ts';
import { interruptible } from './ask-calls.ts';
import type { Context } from './context.ts';
import { deskOptions } from './desk-options.ts';

/** What an analysis of people works on. */
export interface PeopleLake {
  readonly sessions: readonly SessionRow[];
  readonly asking: Asking;
}

/** Opens the lake for one analysis, which Ctrl-C ends. @throws AppError TG_LAKE_EMPTY */
export async function askLake<Answer>(
  context: Context,
  analyse: (lake: PeopleLake) => Promise<Answer>,
): Promise<Answer> {
  const options = deskOptions({}, context);
  return interruptible(options, (engine, signal) =>
    analyse({ sessions: sessionsOf(options.home), asking: { engine, signal } }),
  );
}

function sessionsOf(home: string): readonly SessionRow[] {
  const catalog = openCatalog(home, { readonly: true });
  try {
    return catalog.sessions();
  } finally {
    catalog.close();
  }
}
