import { openCatalog } from '../../../lake/catalog/index.ts';
import { openDesk } from '../../../query/desk/index.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import { runDetections } from '../run/run.ts';
import type { Collection } from '../sigma/model.ts';
import { apart } from './apart.ts';
import { saidAttribution, saidPlaces } from './attribution.ts';
import { isoSeconds, type Sample } from './examples.ts';
import { withTrialLake } from './trial-lake.ts';

/** Whether the rules of a file raise an alert over records, as they would in a lake that holds these alone. */
export async function raises(
  collection: Pick<Collection, 'rules' | 'correlations'>,
  records: readonly Sample[],
  signal?: AbortSignal,
): Promise<boolean> {
  const named = apart(records).map((record, at) => ({ ...record, eventID: `trial-${at}` }));
  const last = Math.max(...named.map(timeOf));
  const later = last + patienceOf(collection);
  const all = [...named, closing(named[0] ?? {}, later)];
  return withTrialLake(
    all,
    (home) => opened(home, { collection, records: named, later, signal }),
    signal,
  );
}

interface Trial {
  readonly collection: Pick<Collection, 'rules' | 'correlations'>;
  readonly records: readonly Sample[];
  readonly later: number;
  readonly signal: AbortSignal | undefined;
}

async function opened(home: string, trial: Trial): Promise<boolean> {
  const { collection, records, later, signal } = trial;
  const plain = await openDesk({ home });
  const said = await saidAttribution(plain, signal).finally(() => plain.close());
  const places = saidPlaces(records);
  const catalog = openCatalog(home);
  try {
    const { alerts } = await runDetections({
      catalog,
      rules: { listed: listedOf(collection), refused: [] },
      settings: {
        severity: { nonProduction: [], rules: {} },
        backfillAlerts: true,
        rowsFor: () => [],
      },
      open: (after) =>
        openDesk({
          ...{ home, attribution: () => said, places: async () => places },
          ...(after === undefined ? {} : { after }),
        }),
      ...{ behind: '', contracts: {}, now: later, signal },
    });
    return alerts.opened > 0;
  } finally {
    catalog.close();
  }
}

function timeOf({ eventTime }: Sample): number {
  return Date.parse(String(eventTime));
}

/** Milliseconds after which nothing that is waited for can still come. */
function patienceOf({ rules }: Trial['collection']): number {
  const waits = rules.map(({ own }) => own.absence?.within ?? 0);
  return (Math.max(0, ...waits) + HOUR) * 1000;
}

const HOUR = 3600;

/** An event of nothing, so that the lake knows that time went on. */
function closing({ recipientAccountId, awsRegion }: Sample, at: number): Sample {
  return {
    ...{ eventVersion: '1.08', eventID: 'trial-closing', eventTime: isoSeconds(at) },
    ...{ eventSource: 'trial.invalid', eventName: 'Closing', recipientAccountId, awsRegion },
  };
}

/** What correlations count raises no alerts of its own, unless they say so: Sigma specification, "generate". */
function listedOf({ rules, correlations }: Trial['collection']): readonly ListedRule[] {
  const counted = new Set(
    correlations.filter(({ generate }) => !generate).flatMap((one) => one.rules),
  );
  return [...rules, ...correlations].map((rule) => ({
    rule,
    use: counted.has(rule.id) ? 'counted' : 'alerts',
  }));
}
