import { deliver, deliverOnce, openSinks } from '../../delivery/notify/index.ts';
import { openCatalog } from '../../lake/catalog/index.ts';
import { interruptSignal } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';

interface DeliverFlags {
  readonly once?: boolean;
  readonly json?: boolean;
}

/** `trailglass notify deliver`: sends what the outbox holds, until it is interrupted or, with `--once`, nothing is due. */
export async function runNotifyDeliver(flags: DeliverFlags, context: Context): Promise<void> {
  await delivering(flags, context, flags.once ? deliverOnce : deliver);
}

/** Sends what is due now, and ends. */
export function deliverDue(context: Context, flags: DeliverFlags): Promise<void> {
  return delivering(flags, context, deliverOnce);
}

async function delivering(
  { json }: DeliverFlags,
  context: Context,
  send: typeof deliver,
): Promise<void> {
  const { home, notify } = context.config().config;
  openCatalog(home, { readonly: true }).close();
  const catalog = openCatalog(home);
  const interrupt = interruptSignal(() => {});
  const { out, err } = context.terminal;
  const write = async (text: string) => {
    await (json ? err : out).write(text);
  };
  const sinks = openSinks(notify, write, context.effects);
  try {
    await send({ outbox: catalog.outbox, sinks, signal: interrupt.signal });
    if (!json || send === deliver) return;
    const counts = [...sinks.keys()].map((name) => ({
      sink: name,
      ...catalog.outbox.counts(name),
    }));
    await printJson(context, counts);
  } finally {
    interrupt.stop();
    catalog.close();
  }
}
