import { adviceOn } from './advice.ts';
import { type Episode, episodesOf, startRate } from './episode.ts';
import { alwaysFailing, type Siblings, siblingsAmong } from './findings.ts';
import { errorOf, type Fit, fitBucket, isTelling, judge } from './fit.ts';
import { knownBucket } from './known.ts';
import type { Observations, ThrottledBucket } from './observations.ts';
import { mergingsOf, type Remedy, remediesFor } from './remedy.ts';
import { type RetryStorm, retryStormsOf } from './retry-storm.ts';
import { sum } from './tick.ts';
import { type Party, partiesOf, type Verdict, verdictOn } from './verdict.ts';

/** The doctor's view of one bucket. Callers are named by their place in `parties`. */
export interface Diagnosis {
  readonly bucket: ThrottledBucket;
  readonly calls: number;
  readonly verdict: Verdict;
  readonly parties: readonly Party[];
  readonly episodes: readonly Episode[];
  /** Calls a second in the ten seconds to the first throttle of an episode: the middle one of all episodes. */
  readonly startRate?: number;
  readonly retryStorms: readonly RetryStorm[];
  readonly alwaysFailing: readonly number[];
  readonly siblings: readonly Siblings[];
  readonly unfiltered: readonly { readonly caller: number; readonly calls: number }[];
  /** What AWS's page gives the API, held against what was seen. */
  readonly known?: Fit;
  readonly fitted?: Fit;
  /** The one of the two that remedies are replayed through; absent where neither tells what was seen. */
  readonly assumed?: 'known' | 'fitted';
  readonly remedies: readonly Remedy[];
  /** What is worth trying besides, in sentences. */
  readonly advice: readonly string[];
}

export function diagnose(observations: Observations): Diagnosis {
  const found = findings(observations);
  return { ...found, advice: adviceOn(found) };
}

function findings({ bucket, callers, ticks, unfiltered }: Observations): Omit<Diagnosis, 'advice'> {
  const parties = partiesOf(callers);
  const siblings = siblingsAmong(parties);
  const episodes = episodesOf(ticks);
  const start = startRate(episodes);
  const passed = sum(callers.map(({ ok }) => ok));
  const known = knownBucket(bucket, sum(unfiltered) > passed / 2);
  const models = judgeModels(known && judge(known, ticks), fitBucket(ticks));
  const model = models.assumed && models[models.assumed];
  return {
    bucket,
    calls: sum(callers.map(({ calls }) => calls)),
    verdict: verdictOn(parties),
    parties,
    episodes,
    ...(start === undefined ? {} : { startRate: start }),
    retryStorms: retryStormsOf(ticks),
    alwaysFailing: alwaysFailing(parties),
    siblings,
    unfiltered: [...unfiltered.entries()]
      .filter(([, calls]) => calls > 0)
      .map(([caller, calls]) => ({ caller, calls })),
    ...models,
    remedies: model ? [...remediesFor(ticks, 0, model), ...mergingsOf(ticks, siblings, model)] : [],
  };
}

type Models = Pick<Diagnosis, 'known' | 'fitted' | 'assumed'>;

/** AWS's own numbers are believed as long as they tell what was seen nearly as well as the fit. */
const NEARLY = 1.2;

function judgeModels(known: Fit | undefined, fitted: Fit | undefined): Models {
  const isKnownBetter = known && (!fitted || errorOf(known) <= errorOf(fitted) * NEARLY);
  const better = isKnownBetter ? known : fitted;
  return {
    ...(known ? { known } : {}),
    ...(fitted ? { fitted } : {}),
    ...(better && isTelling(better) ? { assumed: isKnownBetter ? 'known' : 'fitted' } : {}),
  };
}
