import type { SinkSettings, SinkType } from '../../base/config/index.ts';
import { emailSink } from './email/sink.ts';
import { eventbridgeSink } from './eventbridge/sink.ts';
import { fileSink } from './file/sink.ts';
import { githubSink } from './github/sink.ts';
import { jiraSink } from './jira/sink.ts';
import { opsgenieSink } from './opsgenie/sink.ts';
import { pagerdutySink } from './pagerduty/sink.ts';
import type { SinkPlugin } from './sink.ts';
import { slackSink } from './slack/sink.ts';
import { snsSink } from './sns/sink.ts';
import { stdoutSink } from './stdout/sink.ts';
import { teamsSink } from './teams/sink.ts';
import { webhookSink } from './webhook/sink.ts';

/** Every kind of sink. `open` is given the settings of its own type, as their schema checked them. */
export const SINKS: Readonly<Record<SinkType, SinkPlugin<SinkSettings>>> = {
  slack: slackSink,
  teams: teamsSink,
  email: emailSink,
  webhook: webhookSink,
  sns: snsSink,
  eventbridge: eventbridgeSink,
  pagerduty: pagerdutySink,
  opsgenie: opsgenieSink,
  jira: jiraSink,
  github: githubSink,
  file: fileSink,
  stdout: stdoutSink,
};
