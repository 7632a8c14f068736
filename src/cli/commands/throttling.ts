import { type Consultation, consult, type Scope } from '../../analysis/throttle/index.ts';
import { plural } from '../../base/text/index.ts';
import { interruptible } from './ask-calls.ts';
import { type Context, printJson } from './context.ts';
import { deskOptions } from './desk-options.ts';
import type { Asked, ThrottlingFlags } from './throttling/asked.ts';
import { runComparison } from './throttling/comparison.ts';
import { consultationJson } from './throttling/json.ts';
import { storyOf } from './throttling/story.ts';
import { timeRange } from './times.ts';

/** `trailglass throttling`: who throttles whom, bucket by bucket. */
export async function runThrottling(flags: ThrottlingFlags, context: Context): Promise<void> {
  const scope = scopeOf(flags, context);
  const ranges = flags.compare;
  await interruptible(deskOptions({}, context), async (engine, signal) => {
    const asked = { engine, scope, flags, signal };
    if (ranges) await runComparison(ranges, asked, context);
    else await runConsultation(asked, context);
  });
}

async function runConsultation(asked: Asked, context: Context): Promise<void> {
  const { engine, scope, flags, signal } = asked;
  const found = await consult(engine, scope, { limit: flags.limit, signal });
  if (flags.json) return printJson(context, consultationJson(found, scope));
  const { out } = context.terminal;
  await out.write(summaryOf(found));
  for (const [index, diagnosis] of found.diagnoses.entries()) {
    await out.write(`\n${storyOf(diagnosis, index + 1, out)}`);
  }
  const rest = restOf(found);
  if (rest !== undefined) await out.write(`\n${out.colors.dim(rest)}\n`);
}

function summaryOf({ throttled, buckets }: Consultation): string {
  if (buckets.length === 0) return 'No call was throttled, as far as CloudTrail tells.\n';
  const calls = plural(throttled, 'call was', 'calls were');
  const order = buckets.length > 1 ? ', the worst first' : '';
  return (
    `At least ${calls} throttled, in ${plural(buckets.length, 'bucket')}${order}. ` +
    'Services need not log what they throttle.\n'
  );
}

function restOf({ throttled, buckets, diagnoses }: Consultation): string | undefined {
  const rest = buckets.length - diagnoses.length;
  if (rest === 0) return undefined;
  const told = diagnoses.reduce((total, { bucket }) => total + bucket.throttled, 0);
  const calls = plural(throttled - told, 'throttled call');
  return `(${plural(rest, 'more bucket')} with ${calls}: --limit ${buckets.length})`;
}

/** @throws AppError TG_TIME_INVALID */
function scopeOf(flags: ThrottlingFlags, { effects }: Context): Scope {
  const { account, region, service, api } = flags;
  return {
    ...timeRange(flags, effects.now()),
    ...(account === undefined ? {} : { accounts: account }),
    ...(region === undefined ? {} : { regions: region }),
    ...(service === undefined ? {} : { services: service }),
    ...(api === undefined ? {} : { apis: api }),
  };
}
