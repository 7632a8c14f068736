import type { Body, Scene } from '../model.ts';
import type { Random } from '../random.ts';
import { noBody, service } from './service.ts';

const keys = service('kms');
const secrets = service('secretsmanager');
const parameterStore = service('ssm');
const trails = service('cloudtrail');
const posture = service('config');

function onKey(random: Random, scene: Scene, request: object): Body {
  return {
    request,
    resources: [
      { accountId: scene.account, type: 'AWS::KMS::Key', ARN: random.pick(scene.stock.keys) },
    ],
  };
}

/** Key, and the same key named in the request. */
function onNamedKey(random: Random, scene: Scene): Body {
  const ARN = random.pick(scene.stock.keys);
  return {
    request: { keyId: ARN },
    resources: [{ accountId: scene.account, type: 'AWS::KMS::Key', ARN }],
  };
}

function s3Context(random: Random, scene: Scene): object {
  return { 'aws:s3:arn': `arn:aws:s3:::${random.pick(scene.stock.buckets)}` };
}

export const kms = {
  decrypt: keys.read('Decrypt', (random, scene) => ({
    ...onKey(random, scene, {
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: s3Context(random, scene),
    }),
    extra: { keyMaterialId: random.hex(64) },
  })),
  /** As Secrets Manager asks for it on behalf of whoever reads a secret. */
  decryptSecret: keys.read('Decrypt', (random, scene) =>
    onKey(random, scene, {
      encryptionContext: {
        SecretARN: random.pick(scene.stock.secrets),
        SecretVersionId: random.uuid().toUpperCase(),
      },
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    }),
  ),
  generateDataKey: keys.read('GenerateDataKey', (random, scene) => {
    const body = onNamedKey(random, scene);
    const encryptionContext = s3Context(random, scene);
    return { ...body, request: { ...body.request, keySpec: 'AES_256', encryptionContext } };
  }),
  describeKey: keys.read('DescribeKey', onNamedKey),
  getKeyPolicy: keys.read('GetKeyPolicy', (random, scene) => {
    const body = onNamedKey(random, scene);
    return { ...body, request: { ...body.request, policyName: 'default' } };
  }),
  getKeyRotationStatus: keys.read('GetKeyRotationStatus', onNamedKey),
  listAliases: keys.read('ListAliases', () => ({ request: { limit: 100 } })),
  disableKeyRotation: keys.write('DisableKeyRotation', onNamedKey),
  rotateKey: keys.write(
    'RotateKey',
    (random, scene) => {
      const ARN = random.pick(scene.stock.keys);
      return {
        details: { keyId: ARN.slice(ARN.lastIndexOf('/') + 1) },
        resources: [{ accountId: scene.account, type: 'AWS::KMS::Key', ARN }],
      };
    },
    { eventType: 'AwsServiceEvent' },
  ),
} as const;

export const secretsmanager = {
  getSecretValue: secrets.read(
    'GetSecretValue',
    (random, { stock }) => ({ request: { secretId: random.pick(stock.secrets) } }),
    {
      miss: {
        chance: 0.01,
        code: 'ResourceNotFoundException',
        message:
          "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      },
    },
  ),
  describeSecret: secrets.read('DescribeSecret', (random, { stock }) => ({
    request: { secretId: random.pick(stock.secrets) },
  })),
  listSecrets: secrets.read('ListSecrets', () => ({ request: { maxResults: 100 } })),
  secretVersionDeletion: secrets.write(
    'SecretVersionDeletion',
    (random, { stock }) => ({
      extra: {
        SecretVersionId: random.uuid(),
        SecretARN: random.pick(stock.secrets),
        Detail: 'Scheduling this secret version for deletion because it has no stage.',
        DeleteAfter: '24 Hours',
      },
    }),
    { eventType: 'AwsServiceEvent' },
  ),
} as const;

export const ssm = {
  getParameter: parameterStore.read(
    'GetParameter',
    (random, { stock }) => ({
      request: { name: random.pick(stock.parameters), withDecryption: true },
    }),
    { miss: { chance: 0.01, code: 'ParameterNotFound', message: 'Parameter not found.' } },
  ),
  describeParameters: parameterStore.read('DescribeParameters', (random, { stock }) => ({
    request: {
      parameterFilters: [
        { key: 'Name', option: 'Equals', values: [random.pick(stock.parameters)] },
      ],
      maxResults: 50,
    },
  })),
  describeInstanceInformation: parameterStore.read('DescribeInstanceInformation', () => ({
    request: { maxResults: 50 },
  })),
  putParameter: parameterStore.write('PutParameter'),
  updateInstanceInformation: parameterStore.write(
    'UpdateInstanceInformation',
    (random, { stock, region }) => ({
      request: {
        instanceId: random.pick(stock.instances),
        agentVersion: '3.3.2299.0',
        agentStatus: 'Active',
        platformType: 'Linux',
        platformName: 'Amazon Linux',
        platformVersion: '2023',
        iPAddress: `10.${random.int(64)}.${random.int(256)}.${random.int(256)}`,
        computerName: `ip-10-0-${random.int(256)}-${random.int(256)}.${region}.compute.internal`,
        agentName: 'amazon-ssm-agent',
        availabilityZone: `${region}a`,
      },
    }),
  ),
} as const;

export const cloudtrail = {
  describeTrails: trails.read('DescribeTrails', () => ({
    request: { trailNameList: [], includeShadowTrails: true },
  })),
  getTrailStatus: trails.read('GetTrailStatus', (_, { account, region }) => ({
    request: { name: `arn:aws:cloudtrail:${region}:${account}:trail/organisation` },
  })),
  lookupEvents: trails.read('LookupEvents', () => ({
    request: { maxResults: 50, lookupAttributes: [] },
  })),
  stopLogging: trails.write('StopLogging'),
  deleteTrail: trails.write('DeleteTrail'),
} as const;

export const config = {
  describeConfigRules: posture.read('DescribeConfigRules', noBody),
  putEvaluations: posture.write('PutEvaluations', (random, scene) => ({
    request: {
      evaluations: [
        {
          complianceResourceType: 'AWS::EC2::SecurityGroup',
          complianceResourceId: random.pick(scene.stock.securityGroups),
          complianceType: random.pick(['COMPLIANT', 'COMPLIANT', 'NON_COMPLIANT']),
          orderingTimestamp: scene.time,
        },
      ],
      resultToken: random.blob(120),
      testMode: false,
    },
    response: { failedEvaluations: [] },
  })),
} as const;
