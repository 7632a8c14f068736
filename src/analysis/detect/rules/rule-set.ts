import { fileURLToPath } from 'node:url';
import { shipped } from '../../../base/package/index.ts';
import { isAtLeast, type Level } from '../../../base/severity/index.ts';
import type { AlertRule } from '../alerts/alert.ts';
import { readSigmaFolder } from '../sigma/index.ts';
import type { Collection, Correlation, Refused } from '../sigma/model.ts';
import { toldApart } from './apart.ts';
import { contractRule } from './contract-rule.ts';
import { knownFaults, type Override } from './overrides.ts';
import type { Pack } from './packs.ts';

const OWN = fileURLToPath(shipped('detections/'));
const OWN_PACK = 'trailglass';
const NO_LEVELS: Pack['levels'] = {};

export interface RuleSources {
  /** Whether our own rules are among them. */
  readonly own: boolean;
  readonly packs: readonly Pack[];
  readonly placeholders: Readonly<Record<string, readonly (string | number)[]>>;
  /** Ids of rules that are switched off. */
  readonly off: readonly string[];
  /** Whether there are contracts, of which a breach is an alert. */
  readonly contracts?: boolean;
}

/** A rule or a correlation, and what becomes of it. */
export interface ListedRule {
  readonly rule: AlertRule;
  /** `alerts`: raises alerts; `counted`: only correlations read its matches; `off`: for hunting only. */
  readonly use: 'alerts' | 'counted' | 'off';
  /** Why it is off. */
  readonly why?: string;
  /** What we know to be wrong with it. */
  readonly fault?: string;
}

/** The rules of a configuration. */
export interface RuleSet {
  readonly listed: readonly ListedRule[];
  readonly refused: readonly Refused[];
}

/**
 * Reads our own rules and those of the packs, and says which of them raise alerts; each that is not off has an id of its
 * own.
 * @throws AppError TG_STORAGE_NOT_FOUND
 */
export function readRuleSet(sources: RuleSources): RuleSet {
  const { own, packs, placeholders, off, contracts = false } = sources;
  const faults = knownFaults();
  const sets = [
    ...(own ? [{ path: OWN, name: OWN_PACK, choose: ownChoice, levels: NO_LEVELS }] : []),
    ...packs.map((pack) => ({ ...pack, choose: choiceOf(pack, faults) })),
  ].map(({ path, name, choose, levels }) => {
    const read = readSigmaFolder(path, { placeholders, pack: name });
    const collection = withLevels(read, (id) => levels[id] ?? faults.get(id)?.level);
    return { collection, choices: choicesOf(collection, choose, off) };
  });
  return {
    listed: [
      ...toldApart(sets.map(({ collection, choices }) => listedOf(collection, choices, faults))),
      ...(contracts ? [contractRule(off)] : []),
    ],
    refused: sets.flatMap(({ collection }) => collection.refused),
  };
}

/** With the levels that rules have in place of their own. */
function withLevels(
  { rules, correlations, ...rest }: Collection,
  levelOf: (id: string) => Level | undefined,
): Collection {
  const levelled = <R extends AlertRule>(rule: R): R => ({
    ...rule,
    level: levelOf(rule.id) ?? rule.level,
  });
  return { ...rest, rules: rules.map(levelled), correlations: correlations.map(levelled) };
}

/** Why a rule is off; undefined: it is not. */
type Choose = (rule: AlertRule) => string | undefined;

/** Informational rules of ours are there to be counted. */
const ownChoice: Choose = ({ level }) =>
  level === 'informational' ? 'informational: for hunting and for correlations' : undefined;

function choiceOf(
  { level: least, off, levels }: Pack,
  faults: ReadonlyMap<string, Override>,
): Choose {
  return ({ id, level, status }) => {
    if (off.includes(id)) return 'switched off in its pack';
    if (Object.hasOwn(levels, id)) return undefined;
    const known = faults.get(id);
    if (known?.off) return known.fault;
    if (status === 'deprecated' || status === 'unsupported') return `its status is ${status}`;
    return isAtLeast(level, least) ? undefined : `below the level ${least} of its pack`;
  };
}

function choicesOf(
  { rules, correlations }: Collection,
  choose: Choose,
  off: readonly string[],
): ReadonlyMap<string, string | undefined> {
  return new Map(
    [...rules, ...correlations].map((rule) => [
      rule.id,
      off.includes(rule.id) ? 'switched off in the configuration' : choose(rule),
    ]),
  );
}

function listedOf(
  { rules, correlations }: Collection,
  choices: ReadonlyMap<string, string | undefined>,
  faults: ReadonlyMap<string, Override>,
): readonly ListedRule[] {
  const counted = countedBy(correlations, ({ id }) => choices.get(id) === undefined);
  return [...rules, ...correlations].map((rule): ListedRule => {
    const why = choices.get(rule.id);
    const fault = faults.get(rule.id)?.fault;
    const known = { rule, ...(fault === undefined ? {} : { fault }) };
    const isTold = why === undefined && (counted.get(rule.id) ?? 'alerts') === 'alerts';
    if (isTold) return { ...known, use: 'alerts' };
    return counted.has(rule.id)
      ? { ...known, use: 'counted' }
      : { ...known, use: 'off', ...(why === undefined ? {} : { why }) };
  });
}

/**
 * What correlations read that raise alerts, by way of others too, and whether that also raises alerts of its own: Sigma
 * specification, "generate".
 */
function countedBy(
  correlations: readonly Correlation[],
  isActive: (correlation: Correlation) => boolean,
): ReadonlyMap<string, 'alerts' | 'counted'> {
  const byId = new Map(correlations.map((one) => [one.id, one]));
  const counted = new Map<string, 'alerts' | 'counted'>();
  const read = ({ rules, generate }: Correlation): void => {
    for (const id of rules) {
      const isTold = generate || counted.get(id) === 'alerts';
      counted.set(id, isTold ? 'alerts' : 'counted');
      const inner = byId.get(id);
      if (inner) read(inner);
    }
  };
  for (const one of correlations.filter(isActive)) read(one);
  return counted;
}
