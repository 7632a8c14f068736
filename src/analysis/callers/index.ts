export { type Agent, readAgent } from './agent.ts';
export { type Attribution, type Confidence, UNKNOWN } from './attribute.ts';
export { attributeLake } from './attribution.ts';
export { type BuiltInRule, builtInRules } from './built-in.ts';
export { type Chain, Chains } from './chain.ts';
