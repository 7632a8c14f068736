import type { Body, Scene } from '../model.ts';
import type { Random } from '../random.ts';
import { service } from './service.ts';

const table = service('dynamodb', { apiVersion: '2012-08-10' });
const item = service('dynamodb', { kind: 'Data', apiVersion: '2012-08-10' });
const database = service('rds');
const queue = service('sqs');
const message = service('sqs', { kind: 'Data' });

function onTable(scene: Scene, tableName: string, request: object): Body {
  return {
    request: { tableName, ...request },
    resources: [
      {
        accountId: scene.account,
        type: 'AWS::DynamoDB::Table',
        ARN: `arn:aws:dynamodb:${scene.region}:${scene.account}:table/${tableName}`,
      },
    ],
  };
}

function onSomeTable(random: Random, scene: Scene, request: object): Body {
  return onTable(scene, random.pick(scene.stock.tables), request);
}

function onQueue(random: Random, scene: Scene, request: object): Body {
  const name = random.pick(scene.stock.queues);
  return {
    request: {
      queueUrl: `https://sqs.${scene.region}.amazonaws.com/${scene.account}/${name}`,
      ...request,
    },
    resources: [
      {
        accountId: scene.account,
        type: 'AWS::SQS::Queue',
        ARN: `arn:aws:sqs:${scene.region}:${scene.account}:${name}`,
      },
    ],
  };
}

export const dynamodb = {
  describeTable: table.read('DescribeTable', (random, scene) => onSomeTable(random, scene, {})),
  describeContinuousBackups: table.read('DescribeContinuousBackups', (random, scene) =>
    onSomeTable(random, scene, {}),
  ),
  getItem: item.read('GetItem', (random, scene) =>
    onSomeTable(random, scene, {
      key: { pk: `customer#${random.int(90_000)}` },
      consistentRead: false,
    }),
  ),
  query: item.read('Query', (random, scene) =>
    onSomeTable(random, scene, {
      indexName: 'by-status',
      keyConditionExpression: '#s = :s AND createdAt > :from',
      expressionAttributeNames: { '#s': 'status' },
      limit: random.pick([25, 50, 100]),
    }),
  ),
  putItem: item.write('PutItem', (random, scene) =>
    onSomeTable(random, scene, { key: { pk: `order#${random.int(90_000)}` } }),
  ),
  updateItem: item.write(
    'UpdateItem',
    (random, scene) =>
      onSomeTable(random, scene, {
        key: { pk: `cart#${random.int(90_000)}` },
        updateExpression: 'SET #v = :next',
        conditionExpression: '#v = :current',
      }),
    {
      miss: {
        chance: 0.02,
        code: 'ConditionalCheckFailedException',
        message: 'The conditional request failed',
      },
    },
  ),
} as const;

export const sqs = {
  getQueueAttributes: queue.read('GetQueueAttributes', (random, scene) =>
    onQueue(random, scene, { attributeNames: ['All'] }),
  ),
  receiveMessage: message.write('ReceiveMessage', (random, scene) =>
    onQueue(random, scene, { maxNumberOfMessages: 10, waitTimeSeconds: 20 }),
  ),
  sendMessage: message.write('SendMessage', (random, scene) => ({
    ...onQueue(random, scene, { messageBody: 'HIDDEN_DUE_TO_SECURITY_REASONS' }),
    response: { messageId: random.uuid(), mD5OfMessageBody: random.hex(32) },
  })),
  deleteMessage: message.write('DeleteMessage', (random, scene) =>
    onQueue(random, scene, { receiptHandle: `AQEB${random.blob(120)}` }),
  ),
} as const;

export const rds = {
  describeDBInstances: database.read('DescribeDBInstances', (random, { stock }) => ({
    request: random.chance(0.6)
      ? { dBInstanceIdentifier: random.pick(stock.databases) }
      : { maxRecords: 100 },
  })),
  describeDBClusters: database.read('DescribeDBClusters', () => ({
    request: { includeShared: false, maxRecords: 100 },
  })),
  describeDBSnapshots: database.read('DescribeDBSnapshots', (random, { stock }) => ({
    request: { dBInstanceIdentifier: random.pick(stock.databases), includePublic: false },
  })),
  listTagsForResource: database.read(
    'ListTagsForResource',
    (random, { stock, account, region }) => ({
      request: {
        resourceName: `arn:aws:rds:${region}:${account}:db:${random.pick(stock.databases)}`,
      },
    }),
  ),
  modifyDBInstance: database.write('ModifyDBInstance'),
} as const;
