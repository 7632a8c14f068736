import type { NotifySettings } from '../../base/config/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { nearest } from '../../base/text/index.ts';
import {
  type Capabilities,
  openSinks,
  type Sink,
  type SinkTest,
  testSink,
} from '../../delivery/notify/index.ts';
import { interruptSignal, renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';

interface Flags {
  readonly json?: boolean;
}

/** `trailglass notify list`: the sinks by name, which routes lead to each, and what it can do. */
export async function runNotifyList(flags: Flags, context: Context): Promise<void> {
  const { notify } = context.config().config;
  const listed = [...opened(context, flags)].map(([name, { capabilities }]) => ({
    name,
    type: notify.sinks[name]?.type ?? '',
    routes: routesTo(name, notify),
    capabilities,
  }));
  if (flags.json) return printJson(context, listed);
  const { out } = context.terminal;
  if (listed.length === 0) {
    await out.write('There is none: name sinks under notify in trailglass.yaml.\n');
    return;
  }
  const columns = ['sink', 'type', 'routes', 'can'].map(
    (name) => ({ name, align: 'left' }) as const,
  );
  const rows = listed.map(({ name, type, routes, capabilities }) => [
    name,
    type,
    routesText(routes, notify),
    capabilityWords(capabilities),
  ]);
  await out.write(renderTable(columns, rows, out));
}

/** `trailglass notify test NAME`: whether a message arrives, and what kind of failure it is when not. */
export async function runNotifyTest(name: string, flags: Flags, context: Context): Promise<void> {
  const sinks = opened(context, flags);
  const sink = sinks.get(name);
  if (sink === undefined) throw unknownSink(name, [...sinks.keys()]);
  const result = await tested(name, sink, context);
  if (flags.json) await printJson(context, result);
  if (result.outcome !== 'done') throw testFailed(result);
  if (flags.json) return;
  await context.terminal.err.write(
    `Sent to ${name}. Look there: that it was taken is all that is known here.\n`,
  );
}

async function tested(name: string, sink: Sink, { effects }: Context): Promise<SinkTest> {
  const interrupt = interruptSignal(() => {});
  try {
    return await testSink(name, sink, { now: effects.now, signal: interrupt.signal });
  } finally {
    interrupt.stop();
  }
}

/** A sink that writes to standard output leaves it to the one document of `--json`. */
function opened(context: Context, { json }: Flags): ReadonlyMap<string, Sink> {
  const { out, err } = context.terminal;
  const write = async (text: string) => {
    await (json ? err : out).write(text);
  };
  return openSinks(context.config().config.notify, write, context.effects);
}

function unknownSink(name: string, known: readonly string[]): AppError {
  const meant = nearest(name, known);
  const guess = meant ? ` Did you mean ${meant}?` : '';
  return new AppError('TG_NOTIFY_UNKNOWN', `There is no sink ${name}.${guess}`);
}

const NEXT: Readonly<Partial<Record<SinkTest['outcome'], string>>> = {
  broken: 'Mend what is named; in service the sink would be paused, and its messages kept.',
  retry: 'It may pass: in service the message would be sent again.',
  unclear: 'It may have arrived: look there. In service it would be sent again with the same id.',
};

function testFailed({ sink, outcome, reason = '' }: SinkTest): AppError {
  const hint = NEXT[outcome];
  return new AppError('TG_NOTIFY_FAILED', `${sink} (${outcome}): ${reason.replace(/\.?$/, '.')}`, {
    ...(hint !== undefined && { hint }),
  });
}

/** Positions from 1, as the file has them. */
function routesTo(name: string, { routes }: NotifySettings): readonly number[] {
  return routes.flatMap(({ to }, index) => (to.includes(name) ? [index + 1] : []));
}

function routesText(own: readonly number[], { routes }: NotifySettings): string {
  if (routes.length === 0) return 'all alerts';
  return own.length === 0 ? 'none' : own.join(', ');
}

function capabilityWords({ updates, threads, edits, states }: Capabilities): string {
  const words = [
    updates ? 'updates' : 'one message an alert',
    threads && 'threads',
    edits && 'edits',
    states && 'states',
  ];
  return words.filter(Boolean).join(', ');
}
