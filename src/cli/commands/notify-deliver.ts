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
  const counts = await delivering(flags, context, flags.once ? deliverOnce : deliver);
  if (flags.json && flags.once) await printJson(context, counts);
}

/** Sends what is due now, and ends. */
export async function deliverDue(context: Context, flags: DeliverFlags): Promise<void> {
  const { sinks } = context.config().config.notify;
  if (Object.keys(sinks).length > 0) await delivering(flags, context, deliverOnce);
}

/** What waits in the outbox afterwards, by sink. */
async function delivering({ json }: DeliverFlags, context: Context, send: typeof deliver) {
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
    return [...sinks.keys()].map((name) => ({ sink: name, ...catalog.outbox.counts(name) }));
  } finally {
    interrupt.stop();
    catalog.close();
  }
}
