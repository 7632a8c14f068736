import { DAY_MS } from '../../base/time/index.ts';
import { isoSecond, MINUTE } from './moment.ts';
import type { ObjectName, WriteObject } from './object-keys.ts';
import type { Settings } from './options.ts';
import { Random } from './random.ts';
import type { TruthOtherKinds, TruthStorm } from './truth.ts';
import { PROD } from './world/accounts.ts';
import { roleOf } from './world/principals.ts';
import type { World } from './world/stock.ts';

const DENIED_CALLS = 6;
const FOREIGN = '999988887777';

/** Writes the objects that are no CloudTrail events proper: Insights of the storm, network activity. */
export function writeOtherKinds(
  settings: Settings,
  world: World,
  storm: TruthStorm | undefined,
  write: WriteObject,
): TruthOtherKinds {
  const random = new Random(settings.seed, settings.days, 0x07e5);
  if (storm) {
    const keyTime = Math.ceil(Date.parse(storm.to) / (5 * MINUTE)) * 5 * MINUTE + 20 * MINUTE;
    write(nameOf('CloudTrail-Insight', keyTime, random), insightsOf(storm, random));
  }
  const at = (settings.firstDay + Math.floor(settings.days * 0.4)) * DAY_MS + 615 * MINUTE;
  write(
    nameOf('CloudTrail-NetworkActivity', at + 10 * MINUTE, random),
    networkActivity(world, at, random),
  );
  return {
    files: storm ? 2 : 1,
    insights: storm ? 2 : 0,
    networkActivity: DENIED_CALLS,
  };
}

function nameOf(kind: ObjectName['kind'], keyTime: number, random: Random): ObjectName {
  return { kind, account: PROD, region: 'us-east-1', keyTime, suffix: random.alphanumeric(16) };
}

/** The start and the end of an unusual call rate, as CloudTrail Insights tells it. */
function insightsOf(storm: TruthStorm, random: Random): readonly string[] {
  const sharedEventID = random.uuid();
  const minutes = Math.round((Date.parse(storm.to) - Date.parse(storm.from)) / MINUTE);
  const rate = storm.calls / Math.max(1, minutes);
  const attribute = (name: string, value: string) => ({
    attribute: name,
    insight: [{ value, average: (rate * storm.culprit.calls) / storm.calls }],
    baseline: [{ value, average: rate / 40 }],
  });
  const insight = (state: 'Start' | 'End', eventTime: string) =>
    JSON.stringify({
      eventVersion: '1.09',
      eventTime,
      awsRegion: storm.region,
      eventID: random.uuid(),
      eventType: 'AwsCloudTrailInsight',
      recipientAccountId: storm.account,
      sharedEventID,
      insightDetails: {
        state,
        eventSource: storm.service,
        eventName: 'DescribeInstances',
        insightType: 'ApiCallRateInsight',
        insightContext: {
          statistics: {
            baseline: { average: rate / 20 },
            insight: { average: rate },
            insightDuration: state === 'End' ? minutes : 5,
            baselineDuration: 10_080,
          },
          attributions: [
            attribute('userIdentityArn', storm.culprit.principalArn),
            attribute('userAgent', storm.culprit.userAgent),
          ],
        },
      },
      eventCategory: 'Insight',
    });
  return [insight('Start', storm.from), insight('End', storm.to)];
}

/** Calls that the policy of a VPC endpoint turned away: someone in the network, to a foreign bucket. */
function networkActivity(world: World, from: number, random: Random): readonly string[] {
  const { vpcEndpoint } = world.stockOf(PROD, 'us-east-1');
  const role = roleOf(PROD, 'shop-web');
  return Array.from({ length: DENIED_CALLS }, (_, number) =>
    JSON.stringify({
      eventVersion: '1.09',
      userIdentity:
        number % 2 === 0
          ? { type: 'AWSAccount', principalId: `${role.id}:i-0${random.hex(16)}`, accountId: PROD }
          : { type: 'AWSAccount', principalId: 'AIDAWFOREIGNUSER2EXQ', accountId: FOREIGN },
      eventTime: isoSecond(from + number * 40_000),
      eventSource: 's3.amazonaws.com',
      eventName: random.pick(['PutObject', 'GetObject', 'ListObjects']),
      awsRegion: 'us-east-1',
      sourceIPAddress: `10.0.17.${random.between(2, 250)}`,
      errorCode: 'VpceAccessDenied',
      errorMessage: 'The request was denied due to a VPC endpoint policy',
      requestID: random.id(16),
      eventID: random.uuid(),
      eventType: 'AwsVpceEvent',
      recipientAccountId: PROD,
      vpcEndpointId: vpcEndpoint,
      vpcEndpointAccountId: PROD,
      eventCategory: 'NetworkActivity',
    }),
  );
}
