import { plural } from '../../base/text/index.ts';
import type { DeadLetter } from '../../lake/catalog/index.ts';
import { renderTable } from '../terminal/index.ts';
import { changing, reading } from './alerts-catalog.ts';
import { type Context, printJson } from './context.ts';

interface DeadFlags {
  readonly clear?: boolean;
  readonly json?: boolean;
}

/** `trailglass notify dead [NAME]`: the messages that were given up; `--clear` forgets them. */
export async function runNotifyDead(
  name: string | undefined,
  { clear, json }: DeadFlags,
  context: Context,
): Promise<void> {
  if (clear) return cleared(name, json === true, context);
  const letters = reading(context, ({ outbox }) => outbox.deadLetters(name));
  if (json) return printJson(context, letters);
  const { out, err } = context.terminal;
  if (letters.length === 0) {
    await err.write('There is no dead letter.\n');
    return;
  }
  await out.write(renderTable(COLUMNS, letters.map(rowOf), out));
}

const COLUMNS = ['tried', 'sink', 'severity', 'alert', 'step', 'reason', 'answer'].map(
  (name) => ({ name, align: 'left' }) as const,
);

function rowOf({ since, sink, severity, alertId, step, reason, answer }: DeadLetter) {
  const tried = since === undefined ? '' : new Date(since).toISOString();
  return [tried, sink, severity, alertId, step, reason, answer];
}

async function cleared(name: string | undefined, json: boolean, context: Context): Promise<void> {
  let count = 0;
  changing(context, ({ outbox }) => {
    count = outbox.clearDead(name);
  });
  if (json) return printJson(context, { cleared: count });
  await context.terminal.out.write(`${plural(count, 'dead letter')} forgotten.\n`);
}
