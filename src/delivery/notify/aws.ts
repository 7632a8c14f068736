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

/** The part of a client's settings that is the same for every service. */
export async function awsClient(settings: AwsSettings) {
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

/** Why another endpoint may not be reached, in words. AWS's own addresses are not asked about. */
export async function forbiddenEndpoint(
  { endpointUrl }: AwsSettings,
  { targets }: SinkTools,
): Promise<string | undefined> {
  if (endpointUrl === undefined) return undefined;
  const { hostname, protocol } = new URL(endpointUrl);
  const target = await targets.check(hostname);
  if (target.is === 'forbidden') return target.words;
  // A name that is not found now is asked for again by the client, which then fails for a while.
  const isOpen = protocol === 'http:' && target.is === 'target' && !target.isPrivate;
  return isOpen ? 'its address begins with http:, and https: is needed' : undefined;
}
