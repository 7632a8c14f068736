import { callerName, retryModeOf } from './caller.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What is worth trying besides, in sentences; the finding it answers stands in the diagnosis. */
export function adviceOn(diagnosis: Omit<Diagnosis, 'advice'>): readonly string[] {
  return [
    ...parallelism(diagnosis),
    ...retries(diagnosis),
    ...filters(diagnosis),
    ...siblings(diagnosis),
    ...failing(diagnosis),
  ];
}

type Findings = Omit<Diagnosis, 'advice'>;

/** https://developer.hashicorp.com/terraform/cli/commands/plan#parallelism-n */
function parallelism({ parties: [culprit], verdict }: Findings): readonly string[] {
  if (!culprit || verdict === 'shared' || !callerName(culprit).includes('Terraform')) return [];
  return ['terraform -parallelism=N makes fewer calls at once; without it there are 10.'];
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
function retries({ parties, retryStorms }: Findings): readonly string[] {
  const names = retryStorms.flatMap(({ caller }) => {
    const party = parties[caller];
    const mode = party && retryModeOf(party);
    return party && mode && mode !== 'adaptive' ? [`${callerName(party)} (${mode})`] : [];
  });
  if (names.length === 0) return [];
  return [`Retry modes: ${names.join(', ')}. AWS_RETRY_MODE=adaptive also slows first calls down.`];
}

/** https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html: filters and pages have the larger bucket. */
function filters({ parties, unfiltered, bucket }: Findings): readonly string[] {
  return unfiltered.flatMap(({ caller, calls }) => {
    const party = parties[caller];
    if (!party || calls < party.ok / 2) return [];
    return [
      `${callerName(party)} calls ${bucket.api} without a filter or pages: with them it has a larger bucket.`,
    ];
  });
}

function siblings({ siblings: kinds, bucket }: Findings): readonly string[] {
  return kinds.map(
    ({ component, callers }) =>
      `${callers.length} principals run ${component}, and all ask ${bucket.service}: one could ask for all of them.`,
  );
}

function failing({ parties, alwaysFailing }: Findings): readonly string[] {
  return alwaysFailing.flatMap((caller) => {
    const party = parties[caller];
    return party
      ? [`None of the calls of ${callerName(party)} succeeds: it can be switched off or mended.`]
      : [];
  });
}
