import { z } from 'zod';
import type { SettingsOf } from '../../../base/config/index.ts';
import { failureOf } from '../classify.ts';
import type { HttpRequest, HttpResult } from '../http.ts';
import type { Outcome } from '../outcome.ts';
import type { Order, SinkTools } from '../sink.ts';

const API = 'https://api.github.com';
/** Answers repeat the bodies of issues. */
const MOST = 4_000_000;

export type Ask = (
  method: HttpRequest['method'],
  path: string,
  content?: object,
) => Promise<HttpResult>;

/** Asks about the one repository of the settings. */
export function githubApi(
  settings: SettingsOf<'github'>,
  { http, secrets }: SinkTools,
  { signal }: Order,
): Ask {
  const { repository, token, endpointUrl = API } = settings;
  return (method, path, content) =>
    http({
      method,
      url: `${endpointUrl}/repos/${repository}${path}`,
      headers: {
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        authorization: `Bearer ${secrets.resolve(token)}`,
        'x-github-api-version': '2022-11-28',
      },
      ...(content && { body: JSON.stringify(content) }),
      most: MOST,
      signal,
    });
}

const limits = z.object({
  'retry-after': z.string().optional(),
  'x-ratelimit-remaining': z.string().optional(),
});

/** As for all, but 403 may also be a limit that passes. */
export function githubFailure(result: HttpResult, now: number): Outcome | undefined {
  if (result.is === 'answer' && result.status === 403) {
    const { 'retry-after': after, 'x-ratelimit-remaining': left } = limits.parse(result.headers);
    const isLimit = after !== undefined || left === '0' || /rate limit/i.test(result.body);
    // The same words as of a limit that says so by its status.
    if (isLimit) return failureOf({ ...result, status: 429 }, now);
  }
  return failureOf(result, now);
}
