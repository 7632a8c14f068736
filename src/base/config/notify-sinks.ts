import { z } from 'zod';
import { secret } from './notify-secret.ts';

const text = (description: string) => z.string().min(1, 'write something').meta({ description });
const address = z.email('write an address such as soc@example.com');
const webUrl = (description: string) =>
  z
    .url({ protocol: /^https?$/, error: 'write an address such as https://…' })
    .meta({ description });

const aws = {
  region: text('Region; default: that of the ARN, then of the AWS configuration.').optional(),
  profile: text('Profile of the AWS configuration.').optional(),
  roleArn: text('Role to assume for sending.').optional(),
  externalId: text('External id for that role.').optional(),
  endpointUrl: webUrl('Another endpoint that speaks the same protocol.').optional(),
};

const slack = z
  .strictObject({
    type: z.literal('slack'),
    webhook: secret('Address of an incoming webhook: one message an alert.').optional(),
    token: secret('Token of a bot (xoxb-…): one thread an alert.').optional(),
    channel: text('With a token: id of the channel.').optional(),
    endpointUrl: webUrl('With a token: where the Web API answers.').optional(),
  })
  .refine((one) => (one.webhook === undefined) !== (one.token === undefined), {
    message: 'give either webhook or token',
  })
  .refine((one) => (one.token === undefined) === (one.channel === undefined), {
    message: 'a token needs a channel, a webhook has one of its own',
  });

const teams = z.strictObject({
  type: z.literal('teams'),
  url: secret('Address of the workflow that posts to the channel.'),
});

const email = z
  .strictObject({
    type: z.literal('email'),
    host: text('Mail server.'),
    port: z.number().int().min(1).max(65_535).default(587).meta({ description: 'Its port.' }),
    security: z
      .enum(['starttls', 'tls', 'none'])
      .default('starttls')
      .meta({ description: '`none` only to a host of allowPrivate.' }),
    user: text('User of the mail server.').optional(),
    password: secret('Password of that user.').optional(),
    from: address.meta({ description: 'Sender.' }),
    to: z.array(address).min(1).meta({ description: 'Receivers.' }),
  })
  .refine((one) => (one.user === undefined) === (one.password === undefined), {
    message: 'give both user and password, or neither',
  });

const webhook = z.strictObject({
  type: z.literal('webhook'),
  url: secret('Where it is posted.'),
  secrets: z
    .array(secret('`whsec_…` of Standard Webhooks.'))
    .min(1)
    .max(4)
    .meta({ description: 'Each signs: add the new one before the old one goes.' }),
});

const sns = z.strictObject({
  type: z.literal('sns'),
  topicArn: z
    .string()
    .regex(/^arn:[^:]+:sns:[^:]+:\d{12}:.+$/, 'write the ARN of a topic')
    .meta({ description: 'The topic; FIFO where its name ends so.' }),
  ...aws,
});

const eventbridge = z.strictObject({
  type: z.literal('eventbridge'),
  bus: text('Name or ARN of the event bus.').default('default'),
  ...aws,
});

const pagerduty = z.strictObject({
  type: z.literal('pagerduty'),
  routingKey: secret('Integration key of Events API v2.'),
  region: z.enum(['us', 'eu']).default('us').meta({ description: 'Region of the service.' }),
  endpointUrl: webUrl('Another place of the Events API.').optional(),
});

const opsgenie = z.strictObject({
  type: z.literal('opsgenie'),
  apiKey: secret('Key of an API integration.'),
  flavour: z
    .enum(['opsgenie', 'jsm'])
    .default('opsgenie')
    .meta({ description: '`jsm`: an integration of Jira Service Management.' }),
  region: z.enum(['us', 'eu']).default('us').meta({ description: 'Of Opsgenie.' }),
  endpointUrl: webUrl('Another place of the API, without /v2.').optional(),
});

const jira = z
  .strictObject({
    type: z.literal('jira'),
    flavour: z.enum(['cloud', 'datacenter']).default('cloud').meta({ description: 'Which Jira.' }),
    url: webUrl('The site, such as https://example.atlassian.net.'),
    user: text('With Jira Cloud: e-mail address of the user.').optional(),
    token: secret('API token of the user; personal access token of Data Center.'),
    project: text('Key of the project.'),
    issueType: text('Name of the issue type.').default('Task'),
  })
  .refine((one) => (one.flavour === 'cloud') === (one.user !== undefined), {
    message: 'user belongs to Jira Cloud, and is needed there',
  });

const github = z.strictObject({
  type: z.literal('github'),
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'write owner/name')
    .meta({ description: 'Whose issues are opened: owner/name.' }),
  token: secret('Token that may write issues.'),
  label: text('Label of the issues.').default('trailglass'),
  endpointUrl: webUrl('With GitHub Enterprise Server: https://HOST/api/v3.').optional(),
});

const file = z.strictObject({
  type: z.literal('file'),
  path: text('File that lines of JSON are appended to.'),
  maxBytes: z
    .number()
    .int()
    .min(10_000)
    .default(100_000_000)
    .meta({ description: 'From this size on a new file is begun.' }),
  keep: z.number().int().min(1).max(99).default(5).meta({ description: 'Older files kept.' }),
});

const stdout = z.strictObject({ type: z.literal('stdout') });

/** The settings of one sink, by its `type`. */
export const sinkSettings = z
  .discriminatedUnion('type', [
    slack,
    teams,
    email,
    webhook,
    sns,
    eventbridge,
    pagerduty,
    opsgenie,
    jira,
    github,
    file,
    stdout,
  ])
  .meta({ description: 'A sink; its settings go by its `type`, see below.' });

export type SinkSettings = z.output<typeof sinkSettings>;
export type SinkType = SinkSettings['type'];
export type SettingsOf<Type extends SinkType> = Extract<SinkSettings, { readonly type: Type }>;
