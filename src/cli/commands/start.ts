import { collectWithProgress, configuredTrails, report } from './collect.ts';
import type { Context } from './context.ts';
import { runDemo } from './demo.ts';
import { runStatus } from './status.ts';

/** The main job: with trails configured, take in what is new and say how things stand; else the demo. */
export async function runStart(context: Context): Promise<void> {
  const { config } = context.config();
  const trails = configuredTrails(context);
  if (trails.length === 0) return runDemo({}, context);
  const summary = await collectWithProgress(context, {
    home: config.home,
    trails,
    ...(config.workers === undefined ? {} : { workers: config.workers }),
  });
  await report(summary, false, context);
  await runStatus({}, context);
}
