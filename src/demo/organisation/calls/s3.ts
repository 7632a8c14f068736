import type { Body, Scene, WriteBody } from '../model.ts';
import type { Random } from '../random.ts';
import { service } from './service.ts';

const bucket = service('s3');
const object = service('s3', { kind: 'Data' });

/** What S3 adds to each record. */
function transfer(random: Random, sent: number, received: number): object {
  return {
    SignatureVersion: 'SigV4',
    CipherSuite: 'TLS_AES_128_GCM_SHA256',
    bytesTransferredIn: received,
    AuthenticationMethod: 'AuthHeader',
    'x-amz-id-2': random.blob(76),
    bytesTransferredOut: sent,
  };
}

/** The body of a call on a bucket; `parameters` come beside its name. */
export function onBucket(bucketName: string, parameters: object): WriteBody {
  return (random, scene) => {
    const host = `${bucketName}.s3.${scene.region}.amazonaws.com`;
    return {
      request: { bucketName, Host: host, ...parameters },
      extra: transfer(random, random.int(2000), 0),
      resources: [bucketResource(scene, bucketName)],
      host,
    };
  };
}

/** The body of a call on an object. */
export function onObject(bucketName: string, key: string, sent: number, received = 0): WriteBody {
  return (random, scene) => {
    const host = `${bucketName}.s3.${scene.region}.amazonaws.com`;
    return {
      request: { bucketName, Host: host, key },
      extra: transfer(random, sent, received),
      resources: [
        { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucketName}/${key}` },
        bucketResource(scene, bucketName),
      ],
      host,
    };
  };
}

function bucketResource(scene: Scene, bucketName: string) {
  return {
    accountId: scene.account,
    type: 'AWS::S3::Bucket',
    ARN: `arn:aws:s3:::${bucketName}`,
  };
}

const KEYS = [
  'invoices/2026/06/Rechnung Müller & Söhne.pdf',
  'exports/orders.parquet',
  'images/products/ジャケット-blue.webp',
  'tmp/upload "final" (2).csv',
  'reports/daily/summary.json',
  'media/thumbs/large.jpg',
] as const;

function someObject(random: Random, scene: Scene, sent: number, received: number): Body {
  const name = random.pick(KEYS);
  const key = `${name.slice(0, name.indexOf('/'))}/${random.hex(4)}/${name.slice(name.indexOf('/') + 1)}`;
  return onObject(random.pick(scene.stock.buckets), key, sent, received)(random, scene);
}

/** Where services put their logs in an account. */
function logBucket(account: string): string {
  return `acme-logs-${account}`;
}

/** A log object of an AWS service, as its delivery writes it. */
function someLog(random: Random, scene: Scene): Body {
  const { account, region, time } = scene;
  const kind = random.pick(['CloudTrail', 'elasticloadbalancing', 'vpcflowlogs', 'Config']);
  const day = time.slice(0, 10).replaceAll('-', '/');
  const name = `${account}_${kind}_${region}_${random.alphanumeric(16)}.json.gz`;
  const key = `AWSLogs/${account}/${kind}/${region}/${day}/${name}`;
  const body = onObject(logBucket(account), key, 0, random.between(700, 60_000))(random, scene);
  return {
    ...body,
    request: {
      ...body.request,
      'x-amz-acl': 'bucket-owner-full-control',
      'x-amz-server-side-encryption': 'AES256',
    },
    response: { 'x-amz-server-side-encryption': 'AES256' },
  };
}

function someBucket(parameters: object): WriteBody {
  return (random, scene) => onBucket(random.pick(scene.stock.buckets), parameters)(random, scene);
}

const noSuchKey = {
  miss: { chance: 0.015, code: 'NoSuchKey', message: 'The specified key does not exist.' },
};

export const s3 = {
  listBuckets: bucket.read(
    'ListBuckets',
    (random, scene) => ({
      request: { Host: `s3.${scene.region}.amazonaws.com` },
      extra: transfer(random, random.int(9000), 0),
    }),
    { action: 's3:ListAllMyBuckets' },
  ),
  getBucketAcl: bucket.read('GetBucketAcl', someBucket({ acl: '' })),
  /** As a delivery checks that it may write. */
  getLogBucketAcl: bucket.read('GetBucketAcl', (random, scene) =>
    onBucket(logBucket(scene.account), { acl: '' })(random, scene),
  ),
  getBucketPolicy: bucket.read('GetBucketPolicy', someBucket({ policy: '' }), {
    miss: {
      chance: 0.12,
      code: 'NoSuchBucketPolicy',
      message: 'The bucket policy does not exist',
    },
  }),
  getBucketEncryption: bucket.read('GetBucketEncryption', someBucket({ encryption: '' }), {
    action: 's3:GetEncryptionConfiguration',
  }),
  getBucketVersioning: bucket.read('GetBucketVersioning', someBucket({ versioning: '' })),
  getBucketTagging: bucket.read('GetBucketTagging', someBucket({ tagging: '' }), {
    miss: { chance: 0.06, code: 'NoSuchTagSet', message: 'The TagSet does not exist' },
  }),
  getBucketLocation: bucket.read('GetBucketLocation', someBucket({ location: '' })),
  getBucketPublicAccessBlock: bucket.read(
    'GetBucketPublicAccessBlock',
    someBucket({ publicAccessBlock: '' }),
  ),
  putBucketPolicy: bucket.write('PutBucketPolicy', someBucket({ policy: '' })),
  putBucketPublicAccessBlock: bucket.write(
    'PutBucketPublicAccessBlock',
    someBucket({ publicAccessBlock: '' }),
  ),
  putBucketTagging: bucket.write('PutBucketTagging', someBucket({ tagging: '' })),
  getObject: object.read(
    'GetObject',
    (random, scene) => someObject(random, scene, random.int(900_000), 0),
    noSuchKey,
  ),
  headObject: object.read('HeadObject', (random, scene) => someObject(random, scene, 0, 0), {
    action: 's3:GetObject',
    ...noSuchKey,
  }),
  listObjects: object.read(
    'ListObjects',
    someBucket({ 'list-type': '2', prefix: 'exports/', 'max-keys': '1000' }),
    { action: 's3:ListBucket' },
  ),
  putObject: object.write('PutObject', (random, scene) => ({
    ...someObject(random, scene, 0, random.int(400_000)),
    response: { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-version-id': random.blob(32) },
  })),
  putLog: object.write('PutObject', someLog),
  deleteObject: object.write('DeleteObject', (random, scene) => ({
    ...someObject(random, scene, 0, 0),
    response: { 'x-amz-version-id': random.blob(32), 'x-amz-delete-marker': 'true' },
  })),
} as const;
