import { readEventTime } from '../../../cloudtrail/records/index.ts';
import type { AccountStarts, Detections } from '../../../lake/catalog/index.ts';
import { namedRows } from '../../../query/engine/index.ts';
import type { OpenEngine } from './find.ts';

interface Looking {
  readonly open: OpenEngine;
  /** The last commit there is. */
  readonly commit: number;
  readonly stored: Pick<Detections, 'accountStarts'>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * When the first event of each account was, by account; none is the empty text. Only parts are looked at that came after
 * those that are known: what was first once stays so, or moves to what came late.
 */
export async function accountStarts({
  open,
  commit,
  stored,
  signal,
}: Looking): Promise<AccountStarts> {
  const { through, starts: known } = stored.accountStarts();
  if (through === commit) return { through, starts: known };
  const starts = new Map(known);
  const engine = await open(through);
  try {
    for await (const { account, start } of namedRows(engine, STARTS, signal)) {
      const micros = readEventTime(String(start))?.micros;
      const name = String(account ?? '');
      if (micros !== undefined) starts.set(name, Math.min(starts.get(name) ?? micros, micros));
    }
  } finally {
    await engine.close();
  }
  return { through: commit, starts };
}

const STARTS =
  'SELECT recipientaccountid AS account, min(eventtime) AS start FROM cloudtrail_logs GROUP BY 1';
