import type { Outcome } from '../outcome.ts';

// Slack's own names of errors (chat.postMessage and incoming webhooks, api.slack.com).
const BROKEN: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'no_permission',
  'missing_scope',
  'not_allowed_token_type',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'channel_is_archived',
  'restricted_action',
  'ekm_access_denied',
  'team_access_not_granted',
  'no_service',
  'no_service_id',
  'no_active_hooks',
  'no_team',
  'team_disabled',
  'invalid_token',
  'action_prohibited',
  'posting_to_general_channel_denied',
]);
const PASSING: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'rollup_error',
]);
const TOO_LARGE: ReadonlySet<string> = new Set(['msg_too_long', 'msg_blocks_too_long']);

/** What an error of Slack's comes to; `undefined` where the name is not known. */
export function answerOutcome(error: string): Outcome | undefined {
  const reason = `Slack answered ${error}`;
  if (BROKEN.has(error)) return { is: 'broken', reason };
  if (PASSING.has(error)) return { is: 'retry', reason };
  return TOO_LARGE.has(error) ? { is: 'too-large', reason } : undefined;
}
