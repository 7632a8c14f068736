import { DAY_MS } from '../../../base/time/index.ts';
import { ec2Reads } from '../calls/ec2-reads.ts';
import { agentOf, type Call, type Caller, type Draft } from '../model.ts';
import { isoSecond, MINUTE, SECOND } from '../moment.ts';
import type { Settings } from '../options.ts';
import type { Random } from '../random.ts';
import type { Script } from '../script.ts';
import { AUTOSCALER, EBS_CSI, KARPENTER } from '../systems/cluster.ts';
import { type Pod, podRole, podStay } from '../systems/irsa.ts';
import { YACE } from '../systems/monitoring.ts';
import { NET, terraformRun } from '../systems/terraform.ts';
import type { TruthStorm, TruthStormParty } from '../truth.ts';
import { type Weighted, weighted } from '../weighted.ts';
import { PROD } from '../world/accounts.ts';
import { certain, type Plant, portion, sampleIds, workday } from './plant.ts';

const PLACE = { account: PROD, region: 'us-east-1' } as const;
// Within one clock hour, so that no party renews its session meanwhile.
const LENGTH = 55 * MINUTE;

/** One who takes part, and its share of the calls. */
interface Party {
  readonly share: number;
  readonly calls: Weighted<Call>;
  readonly caller: Caller;
}

interface PlannedCall {
  readonly at: number;
  readonly call: Call;
  readonly party: Party;
}

/** A caller's calls of the storm. */
interface Score {
  readonly caller: Caller;
  calls: number;
  throttled: number;
}

const pollCalls = weighted([
  [ec2Reads.describeInstances, 6],
  [ec2Reads.describeVolumes, 3],
  [ec2Reads.describeTags, 1],
]);

/** The day of the storm and its first moment. */
function stormTime(settings: Settings): { readonly index: number; readonly from: number } {
  const index = workday(settings, 0.6);
  return { index, from: (settings.firstDay + index) * DAY_MS + (13 * 60 + 4) * MINUTE };
}

function partiesOf(script: Script, from: number): readonly Party[] {
  const pod = (which: Pod) =>
    podStay(script, which, PLACE, from).callerFor(ec2Reads.describeInstances);
  const plan = terraformRun(script, { workspace: NET, phase: 'plan', at: from });
  return [
    { share: 0.72, caller: pod(YACE), calls: pollCalls },
    {
      share: 0.1,
      caller: plan.callerFor(ec2Reads.describeInstances),
      calls: weighted([
        [ec2Reads.describeInstances, 3],
        [ec2Reads.describeVolumes, 2],
        [ec2Reads.describeTags, 1],
      ]),
    },
    { share: 0.1, caller: pod(KARPENTER), calls: weighted([[ec2Reads.describeInstances, 1]]) },
    { share: 0.05, caller: pod(EBS_CSI), calls: weighted([[ec2Reads.describeVolumes, 1]]) },
    { share: 0.03, caller: pod(AUTOSCALER), calls: weighted([[ec2Reads.describeInstances, 1]]) },
  ];
}

/** The culprit polls in bursts; the others come while its burst has emptied the bucket. */
function planCalls(random: Random, parties: readonly Party[], total: number, from: number) {
  const bursts = Math.max(6, Math.min(60, Math.round(total / 12)));
  const interval = LENGTH / bursts;
  const planned: PlannedCall[] = [];
  for (const [index, party] of parties.entries()) {
    const count = Math.max(1, Math.round(total * party.share));
    for (let i = 0; i < count; i++) {
      const burst = from + 10 * SECOND + Math.floor(((i % bursts) * interval) / SECOND) * SECOND;
      const delay = index === 0 ? random.int(12) : 3 + random.int(22);
      planned.push({ at: burst + delay * SECOND, call: party.calls.choose(random), party });
    }
  }
  return planned.sort((a, b) => a.at - b.at);
}

/**
 * EC2's token buckets, one an API (EC2 API throttling, "Request rate limiting"), scaled down to the
 * size of this storm: a burst of the culprit takes more than a bucket holds.
 */
function createBuckets(planned: readonly PlannedCall[]) {
  const counts = new Map<Call, number>();
  for (const { call } of planned) counts.set(call, (counts.get(call) ?? 0) + 1);
  const levels = new Map<Call, { tokens: number; at: number }>();
  return (call: Call, at: number): boolean => {
    const perSecond = ((counts.get(call) ?? 0) * SECOND * 0.55) / LENGTH;
    const size = Math.max(1, perSecond * 40);
    const level = levels.get(call) ?? { tokens: size, at };
    const tokens = Math.min(size, level.tokens + ((at - level.at) / SECOND) * perSecond);
    const passes = tokens >= 1;
    levels.set(call, { tokens: passes ? tokens - 1 : tokens, at });
    return passes;
  };
}

function partyOf({ caller, calls, throttled }: Score): TruthStormParty {
  return { system: caller.facts.system, component: caller.facts.component, calls, throttled };
}

function perform(script: Script, settings: Settings): TruthStorm | undefined {
  const { index, from } = stormTime(settings);
  if (script.day.index !== index) return undefined;
  const parties = partiesOf(script, from);
  const planned = planCalls(script.random, parties, portion(settings, 0.03, 120, 60_000), from);
  const passes = createBuckets(planned);
  const scores = new Map<Party, Score>();
  const throttled: Draft[] = [];
  let last = from;
  for (const { at, call, party } of planned) {
    const passed = passes(call, at);
    const { caller } = party;
    const score = scores.get(party) ?? { caller, calls: 0, throttled: 0 };
    scores.set(party, score);
    score.calls++;
    const fault = passed ? {} : { fault: { kind: 'throttled' as const } };
    const draft = certain(script.add(call, caller, { ...PLACE, at, ...fault }));
    last = draft.at;
    if (passed) continue;
    score.throttled++;
    throttled.push(draft);
  }
  return tell(script, [...scores.values()], throttled, { from: planned[0]?.at ?? from, last });
}

function tell(
  script: Script,
  scores: readonly Score[],
  throttled: readonly Draft[],
  time: { readonly from: number; readonly last: number },
): TruthStorm | undefined {
  const [culprit, ...victims] = [...scores].sort((a, b) => b.calls - a.calls);
  if (!culprit) return undefined;
  return {
    ...PLACE,
    from: isoSecond(time.from),
    to: isoSecond(time.last),
    service: 'ec2.amazonaws.com',
    culprit: {
      ...partyOf(culprit),
      principalArn: podRole(YACE, PLACE).arn,
      userAgent: agentOf(culprit.caller, ec2Reads.describeInstances),
    },
    victims: victims.map(partyOf).sort((a, b) => b.throttled - a.throttled),
    calls: scores.reduce((sum, score) => sum + score.calls, 0),
    throttled: throttled.length,
    mostInFiveMinutes: mostWithin(5 * MINUTE, throttled),
    eventIDs: sampleIds(script, throttled),
  };
}

/** The most of these, in the order of their time, that one span holds. */
function mostWithin(span: number, drafts: readonly Draft[]): number {
  let start = 0;
  return drafts.reduce((most, { at }, index) => {
    while ((drafts[start]?.at ?? at) < at - span) start++;
    return Math.max(most, index + 1 - start);
  }, 0);
}

/** An hour in which an exporter polls EC2 so hard that others are throttled. */
export const storm: Plant = {
  name: 'storm',
  perform: (script, settings) => {
    const truth = perform(script, settings);
    return truth ? { storm: truth } : {};
  },
};
