import { MINUTE } from '../moment.ts';
import { DEPLOYER } from '../systems/pipeline.ts';
import type { TruthStep } from '../truth.ts';
import type { Stories } from './expected.ts';
import type { RuleName } from './rules.ts';
import type { Sighting } from './sighting.ts';

/** A trail counts as left alone after a quarter of an hour, and an event as missing half an hour later. */
const LEFT_ALONE = 45 * MINUTE;

/** Which call each rule sees; of a row of calls the last. */
const BY_ACTOR: readonly (readonly [RuleName, eventName: string])[] = [
  ['whoamiThenRecon', 'ListSecrets'],
  ['keyForOtherUser', 'CreateAccessKey'],
  ['userThenAdmin', 'AttachUserPolicy'],
  ['adminAttached', 'AttachUserPolicy'],
  ['trailStopped', 'StopLogging'],
  ['trailLeftStopped', 'StopLogging'],
  ['trailAttempts', 'DeleteTrail'],
];

/** What a pipeline never does. */
const BY_SYSTEM: readonly (readonly [RuleName, eventName: string])[] = [
  ['contractBroken', 'StopLogging'],
  ['systemNewAction', 'StopLogging'],
  ['systemNewAction', 'CreateAccessKey'],
  ['systemNewAction', 'CreateUser'],
  ['systemNewAction', 'AttachUserPolicy'],
];

/** @param end when the last event of the trail was, milliseconds */
export function attackSightings({ attack }: Stories, end: number): readonly Sighting[] {
  if (!attack) return [];
  const { account, userArn, steps } = attack;
  const see = (
    name: RuleName,
    { eventID, at }: TruthStep,
    more: Pick<Sighting, 'actor' | 'group'>,
  ) => ({ name, because: 'attack', account, at: Date.parse(at), eventID, ...more }) as const;
  const called = (eventName: string) => steps.filter((step) => step.eventName === eventName);
  return [
    ...BY_ACTOR.flatMap(([name, eventName]) =>
      called(eventName).map((step) => see(name, step, { actor: userArn })),
    ),
    ...BY_SYSTEM.flatMap(([name, eventName]) =>
      called(eventName).map((step) => see(name, step, bySystem(name, step))),
    ),
  ].filter(({ name, at }) => name !== 'trailLeftStopped' || at + LEFT_ALONE <= end);
}

export function breachSightings({ breach }: Stories): readonly Sighting[] {
  if (!breach) return [];
  const { account, steps } = breach;
  return steps.flatMap((step) => {
    const common = {
      because: 'breach',
      account,
      at: Date.parse(step.at),
      eventID: step.eventID,
    } as const;
    const isChange = step.eventName === 'ModifyDBInstance';
    const names: readonly RuleName[] = isChange ? ['systemNewAction'] : ['contractBroken'];
    return [
      ...names.map((name) => ({ ...common, name, ...bySystem(name, step) })),
      ...(isChange ? [{ ...common, name: 'dbPublic', actor: DEPLOYER } as const] : []),
    ];
  });
}

function bySystem(name: RuleName, { eventSource }: TruthStep): Pick<Sighting, 'actor' | 'group'> {
  const system = 'Deployment pipeline';
  return { actor: null, group: name === 'contractBroken' ? system : `${system} ${eventSource}` };
}
