import { z } from 'zod';
import type { SettingsOf } from '../../../base/config/index.ts';
import { PLAIN } from '../capabilities.ts';
import { markOf } from '../marker.ts';
import { type Notice, noticeId, threadOf } from '../notice.ts';
import { type Outcome, UNREADABLE } from '../outcome.ts';
import { parsed } from '../parsed.ts';
import type { Order, SinkPlugin } from '../sink.ts';
import { type JiraApi, jiraApi, jiraFailure } from './api.ts';
import { referenceOf, render } from './render.ts';
import { escapeWiki } from './wiki.ts';

type Settings = SettingsOf<'jira'>;

const issue = z.object({ key: z.string().regex(/^[A-Z0-9_]+-\d+$/i) });
const issues = z.object({ issues: z.array(issue) });

/** An issue an alert, its updates as comments. */
export const jiraSink: SinkPlugin<Settings> = {
  open: (settings, tools) => ({
    capabilities: { ...PLAIN, threads: true, people: true },
    send: async (notice, order) => {
      const api = jiraApi(settings, tools, order);
      const work = { notice, order, api, settings, now: tools.now };
      return order.memo === undefined ? create(work) : comment(work, order.memo);
    },
  }),
};

interface Work {
  readonly notice: Notice;
  readonly order: Order;
  readonly api: JiraApi;
  readonly settings: Settings;
  readonly now: () => number;
}

/** Whether an earlier try arrived is looked up by its label, since Jira would make a second issue. */
async function create(work: Work): Promise<Outcome> {
  const { notice, order, api, settings, now } = work;
  const label = labelOf(notice);
  if (order.again) {
    const known = await find(label, work);
    if (known !== undefined) return known;
  }
  const { summary, body } = render(notice, settings.flavour, order.short);
  const fields = {
    project: { key: settings.project },
    issuetype: { name: settings.issueType },
    summary,
    description: body,
    labels: ['trailglass', label],
  };
  const result = await api.ask('POST', '/issue', { fields });
  const failure = jiraFailure(result, now());
  if (failure !== undefined || result.is !== 'answer') return failure ?? UNREADABLE;
  const made = issue.safeParse(parsed(result.body)).data;
  return made === undefined ? UNREADABLE : { is: 'done', memo: made.key };
}

function labelOf(notice: Notice): string {
  return `trailglass-${markOf(threadOf(notice)).replaceAll('/', '_')}`;
}

async function find(label: string, { api, settings, now }: Work): Promise<Outcome | undefined> {
  const project = settings.project.replace(/["\\]/g, '');
  const result = await api.search(`project = "${project}" AND labels = "${label}"`);
  const failure = jiraFailure(result, now());
  if (failure !== undefined || result.is !== 'answer') return failure ?? UNREADABLE;
  const found = issues.safeParse(parsed(result.body)).data;
  if (found === undefined) return { is: 'retry', reason: 'the search could not be read' };
  const [first] = found.issues;
  return first === undefined ? undefined : { is: 'done', memo: first.key };
}

async function comment(work: Work, key: string): Promise<Outcome> {
  const { notice, order, api, settings, now } = work;
  const path = `/issue/${encodeURIComponent(key)}/comment`;
  if (order.again) {
    const known = await findComment(path, key, work);
    if (known !== undefined) return known;
  }
  const { body } = render(notice, settings.flavour, order.short);
  return jiraFailure(await api.ask('POST', path, { body }), now()) ?? { is: 'done', memo: key };
}

/** Whether one of the last comments is ours. */
async function findComment(
  path: string,
  key: string,
  { notice, api, now }: Work,
): Promise<Outcome | undefined> {
  const result = await api.ask('GET', `${path}?orderBy=-created&maxResults=10`);
  const failure = jiraFailure(result, now());
  if (failure !== undefined || result.is !== 'answer') return failure ?? UNREADABLE;
  const reference = referenceOf(noticeId(notice));
  // As JSON has it, in a text node or in wiki markup.
  const spellings = [reference, escapeWiki(reference)].map((text) =>
    JSON.stringify(text).slice(1, -1),
  );
  const isThere = spellings.some((text) => result.body.includes(text));
  return isThere ? { is: 'done', memo: key } : undefined;
}
