import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { faultOf } from './faults.ts';
import { type S3Options, timeoutsOf } from './options.ts';

export type Sdk = typeof import('@aws-sdk/client-s3');

interface Opened {
  readonly sdk: Sdk;
  readonly client: S3Client;
  readonly region: string;
}

// Where S3 is asked for the region of a bucket when nothing else is known.
const FIRST_REGION = 'us-east-1';
const SPARE_SOCKETS = 32;

/** The SDK's client, made at the first request, and made anew for the region of the bucket. */
export class S3Connection {
  readonly #options: S3Options;
  readonly #maxReads: number;
  readonly #retired: S3Client[] = [];
  #opened: Promise<Opened> | undefined;

  /** `maxReads`: how many objects are read at once at most. */
  constructor(options: S3Options, maxReads: number) {
    this.#options = options;
    this.#maxReads = maxReads;
  }

  /** Sends a request, and once more to the bucket's own region if S3 names another than ours. */
  async send<Answer>(request: (client: S3Client, sdk: Sdk) => Promise<Answer>): Promise<Answer> {
    const asked = await this.#open();
    try {
      return await request(asked.client, asked.sdk);
    } catch (error) {
      if (!(await this.#follow(asked, error))) throw error;
      const { client, sdk } = await this.#open();
      return request(client, sdk);
    }
  }

  async close(): Promise<void> {
    const last = await this.#opened?.catch(() => undefined);
    for (const client of [...this.#retired, last?.client]) client?.destroy();
  }

  #open(region = this.#options.region): Promise<Opened> {
    this.#opened ??= openClient(this.#options, region, this.#maxReads);
    return this.#opened;
  }

  // The SDK's own followRegionRedirects asks the wrong region first for every single request, and
  // changes the client's region while other requests are being signed.
  async #follow(asked: Opened, error: unknown): Promise<boolean> {
    const { region, status } = faultOf(error);
    if (region === undefined || region === asked.region || !isRedirect(status)) return false;
    const before = this.#opened;
    const { client, region: current } = await this.#open();
    // Of many requests that were sent to the wrong region, one changes it.
    if (this.#opened === before && current !== region) {
      this.#retired.push(client);
      this.#opened = undefined;
      await this.#open(region);
    }
    return true;
  }
}

/** 301 PermanentRedirect, 307 of a young bucket, 400 AuthorizationHeaderMalformed. */
function isRedirect(status: number | undefined): boolean {
  return status === 301 || status === 307 || status === 400;
}

async function openClient(
  options: S3Options,
  wanted: string | undefined,
  maxReads: number,
): Promise<Opened> {
  const sdk = await import('@aws-sdk/client-s3');
  const config: S3ClientConfig = {
    ...(await identityOf(options)),
    ...(options.endpointUrl !== undefined && {
      endpoint: options.endpointUrl,
      forcePathStyle: true,
    }),
    ...handlerOf(options, maxReads),
    // Our own loop repeats whole objects; hidden attempts inside would only multiply with it.
    maxAttempts: 1,
    // Length, gzip and TLS check the content already; software check sums cost more than all of them.
    responseChecksumValidation: 'WHEN_REQUIRED',
    userAgentAppId: 'trailglass',
  };
  const region = wanted ?? (await configuredRegion(sdk, config));
  return { sdk, client: new sdk.S3Client({ ...config, region }), region };
}

/** The region of the profile or the environment. */
async function configuredRegion(sdk: Sdk, config: S3ClientConfig): Promise<string> {
  const client = new sdk.S3Client(config);
  try {
    return await client.config.region();
  } catch {
    // "Region is missing" is no failure here: any region names the bucket's own.
    return FIRST_REGION;
  } finally {
    client.destroy();
  }
}

function handlerOf(options: S3Options, maxReads: number): Pick<S3ClientConfig, 'requestHandler'> {
  const { connect, answer, silence } = timeoutsOf(options);
  const agent = { maxSockets: maxReads + SPARE_SOCKETS };
  return {
    requestHandler: {
      connectionTimeout: connect,
      requestTimeout: answer,
      throwOnRequestTimeout: true,
      socketTimeout: silence,
      httpAgent: agent,
      httpsAgent: agent,
    },
  };
}

async function identityOf(
  options: S3Options,
): Promise<Pick<S3ClientConfig, 'credentials' | 'profile'>> {
  const { profile, credentials, roleArn, externalId } = options;
  if (roleArn === undefined) {
    return { ...(profile !== undefined && { profile }), ...(credentials && { credentials }) };
  }
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import(
    '@aws-sdk/credential-providers'
  );
  return {
    ...(profile !== undefined && { profile }),
    credentials: fromTemporaryCredentials({
      masterCredentials:
        credentials ?? fromNodeProviderChain(profile === undefined ? {} : { profile }),
      params: {
        RoleArn: roleArn,
        RoleSessionName: 'trailglass',
        ...(externalId !== undefined && { ExternalId: externalId }),
      },
    }),
  };
}
