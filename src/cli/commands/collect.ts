import type { DetectSummary } from '../../analysis/detect/index.ts';
import type { TrailConfig } from '../../base/config/index.ts';
import { resolveReferences } from '../../base/config/index.ts';
import type { Effects } from '../../base/effects/index.ts';
import { AppError, ERRORS } from '../../base/errors/index.ts';
import { formatBytes, formatCount, formatSeconds, plural } from '../../base/text/index.ts';
import { type CollectSummary, collect, type TrailAddress } from '../../collect/trails/index.ts';
import { interruptSignal, Progress, type Terminal } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';
import { type TimeFlags, timeRange } from './times.ts';

export interface CollectFlags extends TimeFlags {
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly profile?: string;
  readonly bucketRegion?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly endpointUrl?: string;
  readonly detect?: boolean;
  readonly json?: boolean;
}

/** `trailglass collect`: takes in what the trails hold. */
export async function runCollect(
  names: readonly string[],
  flags: CollectFlags,
  context: Context,
): Promise<void> {
  const { config } = context.config();
  const trails = addressesOf(names, flags, context);
  const summary = await collectWithProgress(context, {
    home: config.home,
    trails,
    range: timeRange(flags, context.effects.now()),
    accounts: flags.account ?? [],
    regions: flags.region ?? [],
    ...(config.workers === undefined ? {} : { workers: config.workers }),
  });
  if (!flags.detect || summary.interrupted) return report(summary, flags.json ?? false, context);
  // Loaded where it is wanted: detections bring the rules and the sinks along.
  const { detectAndTell, detectWords } = await import('./detect-run.ts');
  const detections = await detectAndTell(context, flags);
  await report({ ...summary, detections }, flags.json ?? false, context);
  if (!flags.json) await context.terminal.err.write(detectWords(detections, context));
}

type Options = Parameters<typeof collect>[0];

/** Collects with counters on stderr; Ctrl-C ends it at a commit. */
export async function collectWithProgress(
  { terminal, effects }: Context,
  options: Options,
): Promise<CollectSummary> {
  const progress = new Progress(terminal.err, effects.now);
  const interrupt = interruptSignal(() => {
    progress.end();
    void terminal.err.write('Finishing what is in hand; once more ends at once.\n');
  });
  try {
    return await collect(
      {
        ...options,
        signal: interrupt.signal,
        onProgress: (summary) => progress.show(() => progressLine(summary())),
      },
      effects,
    );
  } finally {
    progress.end();
    interrupt.stop();
  }
}

/** Prints a summary and sets the exit code: 5 when something was not taken in, 130 when interrupted. */
export async function report(
  summary: CollectSummary & { readonly detections?: DetectSummary },
  json: boolean,
  context: Context,
): Promise<void> {
  if (json) await printJson(context, summary);
  else {
    const { err } = context.terminal;
    await printSummary(summary, context.terminal);
    if (summary.problems.length === 0 && !summary.interrupted) {
      await err.write(`${err.colors.yellow('Next:')} ${NEXT}\n`);
    }
  }
  if (summary.interrupted) {
    throw new AppError('TG_CLI_INTERRUPTED', 'Interrupted; what was committed stays.');
  }
  const failed = summary.objects.failed + summary.events.quarantined + summary.problems.length;
  if (failed > 0) context.exitWith(ERRORS.TG_DECODE_FAILED.exit);
}

const NEXT = 'trailglass query --saved throttled-systems';

function addressesOf(
  names: readonly string[],
  flags: CollectFlags,
  context: Context,
): readonly TrailAddress[] {
  const { trails } = context.config().config;
  const chosen = names.length > 0 ? names : Object.keys(trails);
  if (chosen.length === 0) {
    throw new AppError('TG_COLLECT_NO_TRAIL', 'No path, address or trail was named.');
  }
  return chosen.map((name) => {
    const trail = trails[name];
    return trail
      ? configured(trail, flags, context.effects)
      : { address: name, storage: { s3: s3Flags(flags) } };
  });
}

/** The trails of the configuration. */
export function configuredTrails(context: Context): readonly TrailAddress[] {
  const { trails } = context.config().config;
  return Object.values(trails).map((trail) => configured(trail, {}, context.effects));
}

function configured(trail: TrailConfig, flags: CollectFlags, effects: Effects): TrailAddress {
  const resolve = (text: string) => resolveReferences(text, effects);
  const { profile, region, roleArn, externalId, endpointUrl } = trail;
  const own = { profile, region, roleArn, externalId, endpointUrl };
  const s3 = Object.fromEntries(
    Object.entries(own).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, resolve(value)]],
    ),
  );
  return {
    address: resolve(trail.s3 ?? trail.path ?? ''),
    storage: { s3: { ...s3, ...s3Flags(flags) } },
    ...(trail.accounts ? { accounts: trail.accounts } : {}),
    ...(trail.regions ? { regions: trail.regions } : {}),
  };
}

function s3Flags(flags: CollectFlags) {
  const { profile, bucketRegion, roleArn, externalId, endpointUrl } = flags;
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(bucketRegion === undefined ? {} : { region: bucketRegion }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(endpointUrl === undefined ? {} : { endpointUrl }),
  };
}

function progressLine(summary: CollectSummary): string {
  const { objects, events, bytes, seconds } = summary;
  const done = objects.fetched + objects.skipped + objects.failed;
  const rate = seconds > 0 ? events.read / seconds : 0;
  const left = done > 0 ? ((objects.listed - done) * seconds) / done : 0;
  return [
    `${formatCount(objects.listed)} listed`,
    `${formatCount(objects.fetched)} read`,
    formatBytes(bytes.compressed),
    `${formatCount(events.read)} events`,
    `${formatCount(events.duplicate)} duplicates`,
    `${formatCount(events.quarantined)} refused`,
    `${formatCount(Math.round(rate))} events/s`,
    `${formatSeconds(left)} left`,
  ].join('  ');
}

const SHOWN_PROBLEMS = 20;

/** Prints a summary in words. */
export async function printSummary(summary: CollectSummary, { out, err }: Terminal): Promise<void> {
  const { objects, events, bytes } = summary;
  const { bold, yellow, dim } = out.colors;
  const lines = [
    `${bold(plural(events.kept, 'event'))} kept of ${formatCount(events.read)} read; ` +
      `${plural(events.duplicate, 'duplicate')}, ${formatCount(events.quarantined)} refused.`,
    `${plural(objects.listed, 'object')} listed: ${formatCount(objects.fetched)} read, ` +
      `${formatCount(objects.skipped)} known or no logs, ${formatCount(objects.failed)} failed.`,
    `${formatBytes(bytes.compressed)} of logs (${formatBytes(bytes.raw)} of JSON) became ` +
      `${formatBytes(bytes.stored)} in ${formatSeconds(summary.seconds)}.`,
  ];
  if (summary.from && summary.to) lines.push(`From ${summary.from} to ${summary.to}.`);
  if (summary.changed > 0) lines.push(`${plural(summary.changed, 'object')} had new content.`);
  for (const [what, count] of Object.entries(summary.others)) {
    lines.push(dim(`${formatCount(count)} left out: ${what}.`));
  }
  await out.write(`${lines.join('\n')}\n`);
  await printProblems(summary, err);
  if (objects.listed === 0)
    await err.write('Nothing was listed: check the path, --from and --to.\n');
  if (summary.problems.length > 0) {
    await err.write(`${yellow('Next:')} trailglass quarantine list\n`);
  }
}

async function printProblems(summary: CollectSummary, err: Terminal['err']): Promise<void> {
  const shown = summary.problems.slice(0, SHOWN_PROBLEMS);
  for (const { at, reason, records } of shown) {
    const count = records === undefined ? '' : ` (${plural(records, 'record')})`;
    await err.write(`${err.colors.red('Not taken in:')} ${at}${count}: ${reason}\n`);
  }
  const rest = summary.problems.length + summary.problemsLeftOut - shown.length;
  if (rest > 0) await err.write(`... and ${formatCount(rest)} more: trailglass quarantine list\n`);
}
