import type { Body, Scene } from '../model.ts';
import type { Random } from '../random.ts';
import { service } from './service.ts';

const ecsService = service('ecs');
const ecrService = service('ecr');
const eksService = service('eks');
const lambdaService = service('lambda');
const lambdaData = service('lambda', { kind: 'Data' });
const groups = service('autoscaling');
const balancers = service('elasticloadbalancing', { apiVersion: '2015-12-01' });

function onRepository(scene: Scene, repository: string, request: object): Body {
  return {
    request: { registryId: scene.account, repositoryName: repository, ...request },
    resources: [
      {
        accountId: scene.account,
        ARN: `arn:aws:ecr:${scene.region}:${scene.account}:repository/${repository}`,
        type: 'AWS::ECR::Repository',
      },
    ],
  };
}

function functionArn(random: Random, scene: Scene): string {
  return `arn:aws:lambda:${scene.region}:${scene.account}:function:${random.pick(scene.stock.functions)}`;
}

export const ecs = {
  describeServices: ecsService.read('DescribeServices', (random, { stock }) => ({
    request: { cluster: stock.cluster, services: random.some(stock.services, 1 + random.int(6)) },
  })),
  describeTaskDefinition: ecsService.read('DescribeTaskDefinition', (random, { stock }) => ({
    request: { taskDefinition: random.pick(stock.services), include: ['TAGS'] },
  })),
  listTasks: ecsService.read('ListTasks', (random, { stock }) => ({
    request: { cluster: stock.cluster, serviceName: random.pick(stock.services) },
  })),
  registerTaskDefinition: ecsService.write('RegisterTaskDefinition', (random, scene) => {
    const family = random.pick(scene.stock.services);
    const definition = {
      family,
      networkMode: 'awsvpc',
      cpu: '512',
      memory: '1024',
      requiresCompatibilities: ['FARGATE'],
      executionRoleArn: `arn:aws:iam::${scene.account}:role/${family}-execution`,
      taskRoleArn: `arn:aws:iam::${scene.account}:role/${family}-task`,
    };
    return {
      request: definition,
      response: {
        taskDefinition: {
          taskDefinitionArn: `arn:aws:ecs:${scene.region}:${scene.account}:task-definition/${family}:${random.between(40, 900)}`,
          status: 'ACTIVE',
          ...definition,
        },
      },
    };
  }),
  updateService: ecsService.write('UpdateService', (random, scene) => {
    const name = random.pick(scene.stock.services);
    const arn = (kind: string, rest: string) =>
      `arn:aws:ecs:${scene.region}:${scene.account}:${kind}/${rest}`;
    const task = arn('task-definition', `${name}:${random.between(40, 900)}`);
    return {
      request: { cluster: scene.stock.cluster, service: name, taskDefinition: task },
      response: {
        service: {
          serviceArn: arn('service', `${scene.stock.cluster}/${name}`),
          serviceName: name,
          clusterArn: arn('cluster', scene.stock.cluster),
          status: 'ACTIVE',
          desiredCount: 4,
          runningCount: 4,
          pendingCount: 0,
          launchType: 'FARGATE',
          taskDefinition: task,
          deployments: [
            {
              id: `ecs-svc/${random.between(1e9, 9e9)}`,
              status: 'PRIMARY',
              taskDefinition: task,
              desiredCount: 4,
              rolloutState: 'IN_PROGRESS',
              rolloutStateReason: 'ECS deployment in progress.',
            },
          ],
          enableExecuteCommand: false,
        },
      },
    };
  }),
} as const;

export const ecr = {
  getAuthorizationToken: ecrService.read('GetAuthorizationToken'),
  batchGetImage: ecrService.read('BatchGetImage', (random, scene) =>
    onRepository(scene, `shop/${random.pick(scene.stock.services)}`, {
      imageIds: [{ imageTag: `main-${random.hex(7)}` }],
      acceptedMediaTypes: ['application/vnd.oci.image.manifest.v1+json'],
    }),
  ),
  putImage: ecrService.write('PutImage', (random, scene) =>
    onRepository(scene, `shop/${random.pick(scene.stock.services)}`, {
      imageTag: `main-${random.hex(7)}`,
      imageManifest: JSON.stringify({
        schemaVersion: 2,
        config: { digest: `sha256:${random.hex(64)}` },
      }),
    }),
  ),
} as const;

export const eks = {
  describeCluster: eksService.read('DescribeCluster', (_, { stock }) => ({
    request: { name: stock.cluster },
  })),
  listNodegroups: eksService.read('ListNodegroups', (_, { stock }) => ({
    request: { name: stock.cluster, maxResults: '100' },
  })),
} as const;

export const lambda = {
  listFunctions: lambdaService.read('ListFunctions20150331', (random) => ({
    request: { maxItems: 50, marker: random.blob(48) },
  })),
  getFunction: lambdaService.read(
    'GetFunction20150331v2',
    (random, scene) => ({ request: { functionName: functionArn(random, scene) } }),
    {
      miss: {
        chance: 0.03,
        code: 'ResourceNotFoundException',
        message: 'Function not found: prod-shop-old-worker',
      },
    },
  ),
  updateFunctionCode: lambdaService.write('UpdateFunctionCode20150331v2', (random, scene) => {
    const arn = functionArn(random, scene);
    return {
      request: { functionName: arn, publish: true, dryRun: false },
      response: {
        functionName: arn.slice(arn.lastIndexOf(':') + 1),
        functionArn: arn,
        runtime: 'python3.12',
        handler: 'app.handler',
        codeSize: random.between(20_000, 4_000_000),
        codeSha256: `${random.blob(43)}=`,
        version: String(random.between(2, 400)),
        lastModified: scene.time,
        state: 'Active',
        lastUpdateStatus: 'InProgress',
        packageType: 'Zip',
        architectures: ['arm64'],
      },
    };
  }),
  updateFunctionConfiguration: lambdaService.write('UpdateFunctionConfiguration20150331v2'),
  invoke: lambdaData.write(
    'Invoke',
    (random, scene) => {
      const arn = functionArn(random, scene);
      return {
        request: { functionName: arn, invocationType: 'Event', logType: 'None' },
        extra: { functionVersion: `${arn}:$LATEST` },
        resources: [{ accountId: scene.account, type: 'AWS::Lambda::Function', ARN: arn }],
      };
    },
    { action: 'lambda:InvokeFunction' },
  ),
} as const;

export const autoscaling = {
  describeAutoScalingGroups: groups.read('DescribeAutoScalingGroups', (random, { stock }) => ({
    request: {
      maxRecords: 100,
      autoScalingGroupNames: random.some(stock.autoScalingGroups, 1 + random.int(4)),
    },
  })),
  describeScalingActivities: groups.read('DescribeScalingActivities', (random, { stock }) => ({
    request: { autoScalingGroupName: random.pick(stock.autoScalingGroups) },
  })),
  setDesiredCapacity: groups.write('SetDesiredCapacity', (random, { stock }) => ({
    request: {
      autoScalingGroupName: random.pick(stock.autoScalingGroups),
      desiredCapacity: random.between(2, 40),
      honorCooldown: false,
    },
  })),
  updateAutoScalingGroup: groups.write('UpdateAutoScalingGroup'),
} as const;

export const elasticloadbalancing = {
  describeLoadBalancers: balancers.read('DescribeLoadBalancers', (random, { stock }) => ({
    request: { loadBalancerArns: random.some(stock.loadBalancers, 2) },
  })),
  describeListeners: balancers.read('DescribeListeners', (random, { stock }) => ({
    request: { loadBalancerArn: random.pick(stock.loadBalancers) },
  })),
  describeTargetGroups: balancers.read('DescribeTargetGroups', (random, { stock }) => ({
    request: { targetGroupArns: random.some(stock.targetGroups, 2) },
  })),
  describeTargetHealth: balancers.read('DescribeTargetHealth', (random, { stock }) => ({
    request: { targetGroupArn: random.pick(stock.targetGroups) },
  })),
  registerTargets: balancers.write('RegisterTargets', (random, { stock }) => ({
    request: {
      targetGroupArn: random.pick(stock.targetGroups),
      targets: Array.from({ length: 1 + random.int(3) }, () => ({
        id: `10.0.${random.int(256)}.${random.int(256)}`,
        port: 8080,
      })),
    },
  })),
  modifyListener: balancers.write('ModifyListener'),
} as const;
