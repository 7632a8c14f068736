import type { TruthAlert } from '../truth.ts';

/** What is known of a rule of `detections/` without reading it: a test compares the two. */
interface RuleFacts extends Pick<TruthAlert, 'rule' | 'title' | 'severity'> {
  /** Seconds in which matches of one group make one alert, from the first on. */
  readonly window: number;
  /** It speaks of what is new only, and not before it knows an account for two weeks. */
  readonly isNews?: true;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** The rules that see something in what the generator writes. */
// biome-ignore format: a table
export const RULES = {
  adminAttached: { rule: '49a838d4-4279-448c-a211-4bed10bc0307', title: 'Administrator policy attached', severity: 'high', window: HOUR },
  bucketPublic: { rule: '79f72e4e-862e-4ecc-86c3-92792e302680', title: 'Bucket opened to everybody', severity: 'high', window: HOUR },
  consoleIdentityWrite: { rule: '35a146ea-eea2-4b25-8cf3-c550db9c4e1f', title: 'Identity changed in the console', severity: 'medium', window: HOUR },
  consoleWrite: { rule: 'fd5b1e01-3118-4189-8556-9d0f7f957ad0', title: 'Change made in the console', severity: 'low', window: HOUR },
  contractBroken: { rule: '73cdb52b-9bcb-4ec1-ab3e-2af218752ad3', title: 'System outside of what it has always done', severity: 'medium', window: DAY, isNews: true },
  dbPublic: { rule: '6402aa3e-0310-4226-8a84-a7e134e540aa', title: 'Database made reachable from the internet', severity: 'high', window: HOUR },
  ingressWorld: { rule: '68bb4f6a-1c91-4ada-a467-2264e4e86254', title: 'Admin or database port opened to everybody', severity: 'high', window: HOUR },
  keyForOtherUser: { rule: 'fb44283e-8108-4055-ae57-703aa40af665', title: 'Access key made for another user', severity: 'medium', window: HOUR },
  logGroupCut: { rule: 'e48dcecd-86f0-4c94-a8c0-532126e7346d', title: 'Log group deleted or cut short', severity: 'medium', window: HOUR },
  offHoursWrite: { rule: 'fbc9572c-8898-4e24-b69e-821120a1191e', title: 'Change by a person at night or on a weekend', severity: 'low', window: 12 * HOUR },
  publicBlockRemoved: { rule: '916f6187-dfc5-47c5-9b0b-75a5c22d7cd2', title: 'Block of public access removed', severity: 'high', window: HOUR },
  regionFirstWrite: { rule: 'b8897632-81cc-47af-ba32-bec307ed6394', title: 'First change in a region', severity: 'high', window: DAY, isNews: true },
  roleFromForeignAccount: { rule: '0c51825b-6cbd-4f77-88b2-d8aee63fe2f4', title: 'Role assumed from a foreign account for the first time', severity: 'high', window: DAY, isNews: true },
  systemNewAction: { rule: '4a073a70-d4a6-49c6-ab74-a4da08bb268f', title: 'System does something new', severity: 'low', window: DAY, isNews: true },
  throttlingStorm: { rule: '537c98a6-da6d-4a86-87a3-45cf31759d48', title: 'Throttling storm', severity: 'medium', window: HOUR },
  trailAttempts: { rule: 'a59636a5-81f5-434a-bf64-530c3bcba203', title: 'Attempt on a trail failed', severity: 'high', window: HOUR },
  trailLeftStopped: { rule: '15018d71-8ffd-4a97-8901-f92a391ef8b3', title: 'Trail not started again', severity: 'critical', window: HOUR },
  trailStopped: { rule: 'cc4c89cc-55ae-4313-b4ae-1186a11ee0a9', title: 'Trail stopped or deleted', severity: 'critical', window: HOUR },
  unknownSystem: { rule: '61cef55f-b03f-485c-b21c-2805519bc012', title: 'Change by a system that nobody knows', severity: 'medium', window: DAY, isNews: true },
  userThenAdmin: { rule: '646ef764-0a01-40bb-9f32-fdecb7bcc472', title: 'New user made an administrator', severity: 'critical', window: HOUR },
  whoamiThenRecon: { rule: 'efa84cd0-13c8-4b54-a883-29a98fec7c77', title: 'Access key tried out', severity: 'high', window: HOUR },
} as const satisfies Readonly<Record<string, RuleFacts>>;

export type RuleName = keyof typeof RULES;

export function factsOf(name: RuleName): RuleFacts {
  return RULES[name];
}
