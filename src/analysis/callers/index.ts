export { readAgent } from './agent.ts';
export { agentWords } from './agent-words.ts';
export { type Asking, ask } from './answers.ts';
export { attributeLake } from './attribution.ts';
export { type Chain, Chains } from './chain.ts';
export { chainEvidence, credentialsOf } from './chain-evidence.ts';
export { breaches, type Contracts, newPlaces } from './contract-check.ts';
export type { Breach } from './contract-groups.ts';
export { learnContract } from './contract-learn.ts';
export { type Explanation, explain } from './explain.ts';
export { type Identity, readIdentity } from './identity.ts';
export type { Doings, ServiceCalls } from './identity-doings.ts';
export { askedOf, type Trace } from './identity-traces.ts';
export { knownSystems } from './known-systems.ts';
export { originOf } from './origin.ts';
export { type SystemOverview, systemsOverview } from './overview.ts';
export { type SystemPart, systemActions, systemParts } from './parts.ts';
export { type CountrySource, countrySource, openPlaces } from './places.ts';
export { readPrincipal } from './principal.ts';
export type { SignIn } from './session-index.ts';
export {
  type Acceptance,
  type AcceptanceLog,
  acceptedChanges,
  addAcceptance,
  readAcceptances,
} from './stories/acceptances.ts';
export { attemptWords, changeWords } from './stories/change-words.ts';
export type { StoryCall } from './stories/console-call.ts';
export { resourceOf } from './stories/resource.ts';
export {
  type ConsoleStory,
  readStories,
  type StoryFilter,
  type ToldChange,
  withAcceptances,
} from './stories/stories.ts';
export type { Refusal, Visit } from './stories/story.ts';
export { pageName, serviceName } from './stories/words.ts';
export type { TimesWanted } from './times-wanted.ts';
export { type UnknownGroup, unknownGroups } from './unknown.ts';
export { principal, WHO } from './who.ts';
