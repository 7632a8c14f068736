import { pinnedAgents } from './pinned.ts';
import type { SinkTools } from './sink.ts';

/** How to reach a service of AWS; without a word the SDK's own chain finds credentials. */
export interface AwsSettings {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly externalId?: string | undefined;
  readonly endpointUrl?: string | undefined;
}

const TIMEOUT = 15_000;

/**
 * The part of a client's settings that is the same for every service. Wherever the SDK finds its endpoint, it reaches no
 * other host than those that sinks may.
 */
export async function awsClient(settings: AwsSettings, { targets }: Pick<SinkTools, 'targets'>) {
  const { region, profile, endpointUrl } = settings;
  return {
    ...(await identityOf(settings)),
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
    // The outbox repeats a message; hidden attempts inside would only multiply with it.
    maxAttempts: 1,
    userAgentAppId: 'trailglass',
    requestHandler: {
      ...pinnedAgents(targets),
      connectionTimeout: TIMEOUT,
      requestTimeout: TIMEOUT,
      throwOnRequestTimeout: true,
    },
  };
}

async function identityOf({ profile, roleArn, externalId }: AwsSettings) {
  if (roleArn === undefined) return {};
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import(
    '@aws-sdk/credential-providers'
  );
  return {
    credentials: fromTemporaryCredentials({
      masterCredentials: fromNodeProviderChain(profile === undefined ? {} : { profile }),
      params: {
        RoleArn: roleArn,
        RoleSessionName: 'trailglass',
        ...(externalId !== undefined && { ExternalId: externalId }),
      },
    }),
  };
}
