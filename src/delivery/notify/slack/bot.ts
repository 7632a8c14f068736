import { z } from 'zod';
import { PLAIN } from '../capabilities.ts';
import { failureOf, retryAfter } from '../classify.ts';
import type { HttpResult } from '../http.ts';
import type { Notice } from '../notice.ts';
import { type Outcome, refused, UNREADABLE } from '../outcome.ts';
import { parsed } from '../parsed.ts';
import type { Order, Sink, SinkTools } from '../sink.ts';
import { answerOutcome } from './answer.ts';
import { render, type SlackMessage } from './render.ts';

export interface BotSettings {
  readonly token: string;
  readonly channel: string;
  readonly endpointUrl?: string;
}

const API = 'https://slack.com/api';
/** The answer repeats the message. */
const MOST = 100_000;

const thread = z.object({ channel: z.string(), ts: z.string() });
const answer = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  channel: z.string().optional(),
  ts: z.string().optional(),
});

/** A bot: the first message of an alert is the head of a thread, updates are replies, and the head shows the state. */
export function openBot(settings: BotSettings, tools: SinkTools): Sink {
  return {
    capabilities: { ...PLAIN, threads: true, edits: true, people: true, pace: 1000 },
    send: (notice, order) => {
      const head = headOf(order.memo);
      const call = (method: string, content: object) =>
        callApi(method, content, { settings, tools, order });
      return head === undefined ? post(notice, order, call) : update(notice, { order, head, call });
    },
  };
}

type Head = z.output<typeof thread>;
type Call = (method: string, content: object) => Promise<Outcome>;

/** What was noted when the head was sent. */
function headOf(memo: string | undefined): Head | undefined {
  return memo === undefined ? undefined : thread.safeParse(parsed(memo)).data;
}

function post(notice: Notice, { short }: Order, call: Call): Promise<Outcome> {
  return call('chat.postMessage', render(notice, short));
}

interface Updating {
  readonly order: Order;
  readonly head: Head;
  readonly call: Call;
}

/** First the head: to edit it twice does no harm, a second reply would. */
async function update(notice: Notice, { order, head, call }: Updating): Promise<Outcome> {
  const message: SlackMessage = render(notice, order.short);
  const edited = await call('chat.update', { ...message, ts: head.ts, channel: head.channel });
  // A head that somebody removed, or that is too old to be edited, is no reason to keep silent.
  if (edited.is !== 'done' && edited.is !== 'refused') return edited;
  const reply = { ...message, thread_ts: head.ts, channel: head.channel };
  const replied = await call('chat.postMessage', reply);
  return replied.is === 'done' ? { is: 'done', memo: JSON.stringify(head) } : replied;
}

interface Calling {
  readonly settings: BotSettings;
  readonly tools: SinkTools;
  readonly order: Order;
}

async function callApi(
  method: string,
  content: object,
  { settings, tools, order }: Calling,
): Promise<Outcome> {
  const { http, secrets, now } = tools;
  const result = await http({
    method: 'POST',
    url: `${settings.endpointUrl ?? API}/${method}`,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${secrets.resolve(settings.token)}`,
    },
    body: JSON.stringify({ channel: settings.channel, ...content }),
    most: MOST,
    signal: order.signal,
  });
  return outcomeOf(result, now());
}

/** Slack says no under HTTP 200. */
function outcomeOf(result: HttpResult, now: number): Outcome {
  const failure = failureOf(result, now);
  if (failure !== undefined || result.is !== 'answer') return failure ?? UNREADABLE;
  const said = answer.safeParse(parsed(result.body)).data;
  if (said === undefined) return UNREADABLE;
  if (said.ok) {
    const { channel, ts } = said;
    return { is: 'done', memo: JSON.stringify({ channel, ts }) };
  }
  const error = said.error ?? 'no reason';
  const own = answerOutcome(error);
  const after = retryAfter(result.headers['retry-after'], now);
  if (own?.is === 'retry' && after !== undefined) return { ...own, after };
  return own ?? refused(`Slack answered ${error}`, result.body);
}
