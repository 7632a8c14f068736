import {
  type Collection,
  type RuleSet,
  readPacks,
  readRuleSet,
} from '../../analysis/detect/index.ts';
import { openCatalog } from '../../lake/catalog/index.ts';
import type { Context } from './context.ts';

type Placeholders = Readonly<Record<string, readonly (string | number)[]>>;

/** The lists that rules name with `expand`: those of the configuration, and what we know where it says nothing. */
export function placeholdersOf(context: Context): Placeholders {
  return { ...knownLists(context), ...context.config().config.detections.placeholders };
}

/** Our own rules and those of the packs, and what becomes of each. @throws AppError TG_CONFIG_INVALID, TG_STORAGE_NOT_FOUND */
export function configuredRuleSet(context: Context): RuleSet {
  const { home, contracts, detections } = context.config().config;
  return readRuleSet({
    own: detections.own,
    packs: readPacks(home),
    placeholders: placeholdersOf(context),
    off: detections.off,
    contracts: Object.keys(contracts).length > 0,
  });
}

/** The same as a collection: everything that can be read, whether it is used or not. */
export function configuredRules(context: Context): Collection {
  const { listed, refused } = configuredRuleSet(context);
  const all = listed.map(({ rule }) => rule);
  return {
    rules: all.filter((rule) => rule.kind === 'rule'),
    correlations: all.filter((rule) => rule.kind === 'correlation'),
    refused,
    foreign: 0,
  };
}

/** The accounts that logs came from, the buckets of the trails; who has no scanners needs no list of them. */
function knownLists(context: Context): Placeholders {
  const { home, trails } = context.config().config;
  const accounts = accountsOf(home);
  const buckets = Object.values(trails).flatMap(({ s3 }) => s3?.split('/')[2] ?? []);
  return {
    KnownScanners: [],
    ...(accounts.length === 0 ? {} : { OrgAccounts: accounts }),
    ...(buckets.length === 0 ? {} : { TrailBuckets: [...new Set(buckets)] }),
  };
}

/** None where there is no lake yet. */
function accountsOf(home: string): readonly string[] {
  try {
    const catalog = openCatalog(home, { readonly: true });
    try {
      return catalog.accounts();
    } finally {
      catalog.close();
    }
  } catch {
    return [];
  }
}
