import { athena, row } from './build.ts';
import { DERIVED } from './events.ts';
import type { Table } from './types.ts';

/** Insights events: unusual call or error rates (CloudTrail User Guide, "Insights event record contents"). */
export const INSIGHTS: Table = {
  kind: 'insights',
  name: 'cloudtrail_insights',
  meaning: 'Insights events: unusual rates of calls or errors, in whatever folder they lie.',
  timePath: ['eventTime'],
  columns: [
    athena('eventVersion', '1.07', 'Version of the record format.'),
    athena('eventTime', '1.07', 'When the unusual activity started or ended, UTC.'),
    athena('awsRegion', '1.07', 'The region it was seen in.'),
    athena('eventID', '1.07', 'Id of this event.'),
    athena('eventType', '1.07', 'AwsCloudTrailInsight.'),
    athena('recipientAccountId', '1.07', 'Account it was seen in.'),
    athena('sharedEventID', '1.07', 'Joins the start and the end of one activity.'),
    athena('insightDetails', '1.07', 'State, API, statistics and attributions, JSON as text.', {
      json: true,
    }),
    athena('eventCategory', '1.07', 'Insight.'),
    athena('addendum', '1.08', 'Why an event is late or corrects an earlier one, JSON as text.', {
      json: true,
    }),
    ...DERIVED,
  ],
};

/** Summaries of data events in five-minute windows (CloudTrail User Guide, "Aggregated events"). */
export const AGGREGATED: Table = {
  kind: 'aggregated',
  name: 'cloudtrail_aggregated',
  meaning: 'Aggregated data events: summaries of five-minute windows.',
  timePath: ['timeWindow', 'windowStart'],
  columns: [
    athena('eventVersion', '1.0', 'Version of the record format.'),
    athena('accountId', '1.0', 'Account the summary is about.'),
    athena('awsRegion', '1.0', 'The region the summary is about.'),
    athena('eventId', '1.0', 'Id of this summary.'),
    athena('eventCategory', '1.0', 'Aggregated.'),
    athena('eventType', '1.0', 'AwsAggregatedEvent.'),
    athena('timeWindow', '1.0', 'Start, end and size of the window.', {
      type: row('windowStart', 'windowEnd', 'windowSize'),
    }),
    athena('summary', '1.0', 'Primary dimension and details, JSON as text.', { json: true }),
    ...DERIVED,
  ],
};
