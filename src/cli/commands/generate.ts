import { formatBytes, formatCount, plural } from '../../base/text/index.ts';
import type { Day } from '../../base/time/index.ts';
import { generate } from '../../demo/organisation/index.ts';
import { Progress } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';

export interface GenerateFlags {
  readonly events: number;
  readonly days: number;
  readonly seed: number;
  readonly files?: number;
  readonly end?: string;
  readonly json?: boolean;
}

/** `trailglass generate DIR`: a synthetic organisation's trail, with its truth beside it. */
export async function runGenerate(
  dir: string,
  flags: GenerateFlags,
  context: Context,
): Promise<void> {
  const progress = new Progress(context.terminal.err, context.effects.now);
  const summary = await generate({
    ...{ dir, events: flags.events, days: flags.days, seed: flags.seed },
    ...(flags.files === undefined ? {} : { files: flags.files }),
    ...(flags.end === undefined ? {} : { end: flags.end as Day }),
    onProgress: ({ events, files }) =>
      progress.show(() => `${formatCount(events)} events in ${formatCount(files)} files`),
  });
  progress.end();
  if (flags.json) return printJson(context, summary);
  const { out, err } = context.terminal;
  await out.write(
    `${plural(summary.events, 'event')} in ${plural(summary.files, 'file')} ` +
      `(${formatBytes(summary.bytes)}), ${summary.from} to ${summary.to}. What was planted: ${summary.truth}\n`,
  );
  await err.write(`${err.colors.yellow('Next:')} trailglass collect ${dir}\n`);
}
