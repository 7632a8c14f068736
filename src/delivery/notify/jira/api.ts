import type { SettingsOf } from '../../../base/config/index.ts';
import { failureOf } from '../classify.ts';
import type { HttpRequest, HttpResult } from '../http.ts';
import type { Outcome } from '../outcome.ts';
import type { Order, SinkTools } from '../sink.ts';

type Settings = SettingsOf<'jira'>;

/** Answers of searches and of comments repeat texts. */
const MOST = 1_000_000;

/** Where the two kinds of Jira differ: paths, and how a user shows who it is. */
const FLAVOURS = {
  cloud: {
    base: '/rest/api/3',
    search: '/search/jql',
    authorization: ({ user = '', token }: Credentials) =>
      `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`,
  },
  datacenter: {
    base: '/rest/api/2',
    search: '/search',
    authorization: ({ token }: Credentials) => `Bearer ${token}`,
  },
} as const;

interface Credentials {
  readonly user: string | undefined;
  readonly token: string;
}

export interface JiraApi {
  readonly ask: (
    method: HttpRequest['method'],
    path: string,
    content?: object,
  ) => Promise<HttpResult>;
  readonly search: (jql: string) => Promise<HttpResult>;
}

export function jiraApi(settings: Settings, tools: SinkTools, { signal }: Order): JiraApi {
  const { base, search, authorization } = FLAVOURS[settings.flavour];
  const site = settings.url.replace(/\/+$/, '');
  const ask: JiraApi['ask'] = (method, path, content) =>
    tools.http({
      method,
      url: `${site}${base}${path}`,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: authorization({
          user: settings.user,
          token: tools.secrets.resolve(settings.token),
        }),
      },
      ...(content && { body: JSON.stringify(content) }),
      most: MOST,
      signal,
    });
  return { ask, search: (jql) => ask('POST', search, { jql, maxResults: 1, fields: ['key'] }) };
}

/** As for all, but a text that is too long is told by a 400. */
export function jiraFailure(result: HttpResult, now: number): Outcome | undefined {
  if (
    result.is === 'answer' &&
    result.status === 400 &&
    result.body.includes('CONTENT_LIMIT_EXCEEDED')
  ) {
    return { is: 'too-large', reason: 'HTTP 400 CONTENT_LIMIT_EXCEEDED' };
  }
  return failureOf(result, now);
}
