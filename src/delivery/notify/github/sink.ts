import { z } from 'zod';
import type { SettingsOf } from '../../../base/config/index.ts';
import { PLAIN } from '../capabilities.ts';
import { type Notice, noticeId, threadOf } from '../notice.ts';
import { type Outcome, UNREADABLE } from '../outcome.ts';
import { parsed } from '../parsed.ts';
import type { Order, SinkPlugin } from '../sink.ts';
import { type Ask, githubApi, githubFailure } from './api.ts';
import { alertMark, messageMark, render } from './render.ts';

type Settings = SettingsOf<'github'>;

const issue = z.object({ number: z.number() });
const found = z.array(z.object({ number: z.number().optional(), body: z.string().nullable() }));

/** An issue an alert, its updates as comments. */
export const githubSink: SinkPlugin<Settings> = {
  open: (settings, tools) => ({
    capabilities: { ...PLAIN, threads: true, people: true, pace: 2000 },
    send: async (notice, order) => {
      const ask = githubApi(settings, tools, order);
      const work = { notice, order, ask, settings, now: tools.now };
      return order.memo === undefined ? open(work) : comment(work, order.memo);
    },
  }),
};

interface Work {
  readonly notice: Notice;
  readonly order: Order;
  readonly ask: Ask;
  readonly settings: Settings;
  readonly now: () => number;
}

/** Whether an earlier try arrived is looked up, since GitHub would open a second issue. */
async function open({ notice, order, ask, settings, now }: Work): Promise<Outcome> {
  const { label } = settings;
  if (order.again) {
    const query = `?state=all&sort=created&direction=desc&per_page=30&labels=${encodeURIComponent(label)}`;
    const known = await look(`/issues${query}`, alertMark(threadOf(notice)), { ask, now });
    if (known.is !== 'nothing') return known;
  }
  const content = { ...render(notice, order.short), labels: [label] };
  const result = await ask('POST', '/issues', content);
  const failure = githubFailure(result, now());
  if (failure !== undefined || result.is !== 'answer') return failure ?? UNREADABLE;
  const made = issue.safeParse(parsed(result.body)).data;
  return made === undefined ? UNREADABLE : { is: 'done', memo: String(made.number) };
}

async function comment(work: Work, number: string): Promise<Outcome> {
  const { notice, order, ask, now } = work;
  const path = `/issues/${number}/comments`;
  if (order.again) {
    const since = new Date(order.since - CLOCKS).toISOString();
    const query = `${path}?per_page=100&since=${since}`;
    const known = await look(query, messageMark(noticeId(notice)), { ask, now });
    if (known.is === 'done') return { is: 'done', memo: number };
    if (known.is !== 'nothing') return known;
  }
  const { body } = render(notice, order.short);
  const result = await ask('POST', path, { body });
  return githubFailure(result, now()) ?? { is: 'done', memo: number };
}

/** Their clock may be behind ours. */
const CLOCKS = 300_000;
const NOTHING = { is: 'nothing' } as const;

/** Looks for a mark: what is there is done. */
async function look(
  path: string,
  mark: string,
  { ask, now }: Pick<Work, 'ask' | 'now'>,
): Promise<Outcome | typeof NOTHING> {
  const result = await ask('GET', path);
  const failure = githubFailure(result, now());
  if (failure !== undefined || result.is !== 'answer') return failure ?? UNREADABLE;
  const list = found.safeParse(parsed(result.body)).data;
  if (list === undefined) return { is: 'retry', reason: 'the list of issues could not be read' };
  const one = list.find(({ body }) => body?.includes(mark));
  return one === undefined ? NOTHING : { is: 'done', memo: String(one.number) };
}
