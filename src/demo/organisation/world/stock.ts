import { Random, seedOf } from '../random.ts';
import { ACCOUNTS, accountName, REGIONS } from './accounts.ts';

/** What exists in one account and region: calls name these again and again. */
export interface Stock {
  readonly instances: readonly string[];
  readonly volumes: readonly string[];
  readonly securityGroups: readonly string[];
  readonly subnets: readonly string[];
  readonly vpcs: readonly string[];
  readonly interfaces: readonly string[];
  readonly images: readonly string[];
  readonly launchTemplates: readonly string[];
  readonly vpcEndpoint: string;
  /** ARNs. */
  readonly keys: readonly string[];
  readonly buckets: readonly string[];
  readonly tables: readonly string[];
  readonly queues: readonly string[];
  readonly functions: readonly string[];
  readonly services: readonly string[];
  readonly databases: readonly string[];
  /** ARNs. */
  readonly secrets: readonly string[];
  readonly parameters: readonly string[];
  /** ARNs. */
  readonly loadBalancers: readonly string[];
  /** ARNs. */
  readonly targetGroups: readonly string[];
  readonly autoScalingGroups: readonly string[];
  readonly zones: readonly string[];
  readonly cluster: string;
  /** The EKS cluster's OIDC issuer, without `https://`. */
  readonly issuer: string;
}

export interface World {
  readonly stockOf: (account: string, region: string) => Stock;
}

// biome-ignore format: a word list
const THINGS = [
  'orders', 'cart', 'checkout', 'catalogue', 'search', 'payments', 'invoices', 'customers',
  'sessions', 'mailer', 'media', 'reports', 'stock', 'returns', 'pricing', 'reviews',
] as const;

/** The organisation's things; the same for one seed. */
export function createWorld(seed: number): World {
  const stocks = new Map<string, Stock>();
  for (const account of ACCOUNTS) {
    for (const region of REGIONS) {
      stocks.set(`${account}/${region}`, createStock(seed, account, region));
    }
  }
  return {
    stockOf: (account, region) => {
      const stock = stocks.get(`${account}/${region}`);
      if (!stock) throw new RangeError(`No stock for ${account} in ${region}.`);
      return stock;
    },
  };
}

function createStock(seed: number, account: string, region: string): Stock {
  const random = new Random(seed, seedOf(`${account}/${region}`), 11);
  const environment = accountName(account);
  const ids = (prefix: string, count: number) =>
    Array.from({ length: count }, () => `${prefix}-0${random.hex(16)}`);
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${region}:${account}:${resource}`;
  const named = (pattern: (thing: string) => string) => THINGS.map(pattern);
  return {
    instances: ids('i', 80),
    volumes: ids('vol', 120),
    securityGroups: ids('sg', 40),
    subnets: ids('subnet', 9),
    vpcs: ids('vpc', 3),
    interfaces: ids('eni', 120),
    images: ids('ami', 12),
    launchTemplates: ids('lt', 10),
    vpcEndpoint: `vpce-0${random.hex(16)}`,
    keys: Array.from({ length: 8 }, () => arn('kms', `key/${random.uuid()}`)),
    buckets: named((thing) => `acme-${environment}-${thing}-${region}`),
    tables: named((thing) => `${environment}-${thing}`),
    queues: named((thing) => `${environment}-${thing}-events`),
    functions: named((thing) => `${environment}-${thing}-worker`),
    services: named((thing) => `${thing}-api`),
    databases: named((thing) => `${environment}-${thing}-db`).slice(0, 8),
    secrets: named((thing) =>
      arn('secretsmanager', `secret:${environment}/${thing}/db-${random.id(6)}`),
    ),
    parameters: named((thing) => `/${environment}/${thing}/config`),
    loadBalancers: named((thing) =>
      arn('elasticloadbalancing', `loadbalancer/app/k8s-shop-${thing}/${random.hex(16)}`),
    ).slice(0, 6),
    targetGroups: named((thing) =>
      arn('elasticloadbalancing', `targetgroup/k8s-shop-${thing}/${random.hex(16)}`),
    ),
    autoScalingGroups: Array.from({ length: 6 }, () => `eks-workers-${random.uuid()}`),
    zones: Array.from({ length: 3 }, () => `Z0${random.id(18)}`),
    cluster: `${environment}-shop`,
    issuer: `oidc.eks.${region}.amazonaws.com/id/${random.hex(32).toUpperCase()}`,
  };
}
