import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../base/errors/index.ts';
import { formatCount } from '../../base/text/index.ts';
import { dayOf } from '../../base/time/index.ts';
import { generate } from '../../demo/organisation/index.ts';
import { DEMO } from '../../demo/tour/index.ts';
import { fillIn, savedQuery } from '../../query/desk/index.ts';
import { type Output, Progress } from '../terminal/index.ts';
import { collectWithProgress, printSummary } from './collect.ts';
import type { Context } from './context.ts';
import { shellWord } from './next-command.ts';
import { runQuery } from './query.ts';

/** The file that marks a folder as a demo's: nothing else is ever removed. */
const TRUTH = 'truth.json';

const QUESTION =
  'SELECT eventname, count(*) AS calls FROM cloudtrail_logs GROUP BY 1 ORDER BY calls DESC LIMIT 10';

/** `trailglass demo`: a month of a synthetic organisation, collected and asked. Times are up to today. */
export async function runDemo(
  flags: { readonly dir?: string; readonly events?: number },
  context: Context,
): Promise<void> {
  const { err } = context.terminal;
  const say = (text: string) => err.write(`${err.colors.bold(text)}\n`);
  const folder = flags.dir ?? join(context.config().config.home, 'demo');
  const trail = join(folder, 'trail');
  const logs = join(trail, 'AWSLogs');
  const home = join(folder, 'home');
  clear(folder, trail, home);
  const events = flags.events ?? DEMO.events;
  await say(`A month of a made-up organisation: ${formatCount(events)} events into ${trail}`);
  const progress = new Progress(err, context.effects.now);
  await generate({
    ...{ dir: trail, events, days: DEMO.days, seed: DEMO.seed },
    end: dayOf(context.effects.now()),
    onProgress: ({ events: done }) => progress.show(() => `${formatCount(done)} events`),
  });
  progress.end();
  await say(`trailglass collect ${logs}`);
  const summary = await collectWithProgress(context, { home, trails: [{ address: logs }] });
  await printSummary(summary, { out: err, err });
  const query = savedQuery(DEMO.query);
  const sql = fillIn(query);
  await say(`${query.title}: trailglass query --saved ${DEMO.query}`);
  await err.write(`${err.colors.dim(sql)}\n\n`);
  const loaded = context.config();
  const there = { ...loaded, config: { ...loaded.config, home } };
  await runQuery(
    undefined,
    { saved: DEMO.query, timing: true },
    { ...context, config: () => there },
  );
  await err.write(nextText(home, err));
}

/** What to do with the demo, each line as it can be typed. */
function nextText(home: string, { colors }: Output): string {
  const there = `--home ${shellWord(home)}`;
  const steps = [
    ['hold the detections against it', `trailglass detect run ${there}`],
    ['see what they found', `trailglass alerts list ${there}`],
    ['ask something yourself', `trailglass query ${there} "${QUESTION}"`],
    ['look at a trail of your own', 'trailglass collect s3://YOUR-BUCKET/'],
  ] as const;
  const lines = steps.map(([why, command]) => `${colors.dim(`  ${why}`)}\n    ${command}\n`);
  return `\n${colors.yellow('Next:')}\n${lines.join('')}`;
}

/** Removes an earlier demo, and nothing but a demo. */
function clear(folder: string, trail: string, home: string): void {
  if (!existsSync(folder)) return;
  const isOurs = existsSync(join(trail, TRUTH)) || !existsSync(trail);
  if (!isOurs) {
    throw new AppError('TG_CLI_USAGE', `${folder} is there already, and no demo.`, {
      hint: 'Name another folder with --dir.',
    });
  }
  rmSync(trail, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
