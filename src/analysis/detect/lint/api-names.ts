// What CloudTrail writes where that is not the name of the API, of the permission or of the service. Data alone: each
// entry names the page that it is from.

/** Event names of one service that differ from what people write for them. */
interface RenamedNames {
  readonly source: string;
  /** API or permission to the name of the event. */
  readonly names: Readonly<Record<string, string>>;
  readonly from: string;
}

export const RENAMED: readonly RenamedNames[] = [
  {
    source: 'lambda.amazonaws.com',
    names: {
      ...suffixed('20150331', [
        ...['CreateFunction', 'DeleteFunction', 'ListFunctions', 'ListVersionsByFunction'],
        ...['CreateAlias', 'UpdateAlias', 'DeleteAlias', 'ListAliases', 'PublishVersion'],
        ...['CreateEventSourceMapping', 'UpdateEventSourceMapping', 'DeleteEventSourceMapping'],
        ...['ListEventSourceMappings', 'GetEventSourceMapping'],
      ]),
      ...suffixed('20150331v2', [
        ...['AddPermission', 'RemovePermission', 'GetPolicy', 'GetFunction'],
        ...['GetFunctionConfiguration', 'UpdateFunctionCode', 'UpdateFunctionConfiguration'],
      ]),
      ...suffixed('20181031', ['PublishLayerVersion', 'DeleteLayerVersion', 'GetLayerVersion']),
      ...suffixed('20170331v2', ['TagResource', 'UntagResource', 'ListTags']),
      ...suffixed('20171031', ['PutFunctionConcurrency', 'DeleteFunctionConcurrency']),
      ...suffixed('20160819', ['GetAccountSettings']),
      InvokeFunction: 'Invoke',
    },
    from: 'https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html',
  },
  {
    source: 's3.amazonaws.com',
    names: {
      PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
      GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
      DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
      PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
      GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
      GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
      PutBucketAccelerateConfiguration: 'PutAccelerateConfiguration',
      GetBucketNotificationConfiguration: 'GetBucketNotification',
      PutBucketNotificationConfiguration: 'PutBucketNotification',
      GetBucketLifecycleConfiguration: 'GetBucketLifecycle',
      ListObjectsV2: 'ListObjects',
    },
    from: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html',
  },
  {
    source: 's3.amazonaws.com',
    names: {
      ListAllMyBuckets: 'ListBuckets',
      ListBucket: 'ListObjects',
      ListBucketVersions: 'ListObjectVersions',
      ListBucketMultipartUploads: 'ListMultipartUploads',
      ListMultipartUploadParts: 'ListParts',
      GetLifecycleConfiguration: 'GetBucketLifecycle',
      PutLifecycleConfiguration: 'PutBucketLifecycle',
      GetEncryptionConfiguration: 'GetBucketEncryption',
      PutEncryptionConfiguration: 'PutBucketEncryption',
      GetReplicationConfiguration: 'GetBucketReplication',
      PutReplicationConfiguration: 'PutBucketReplication',
    },
    from: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
  },
  {
    source: 'kms.amazonaws.com',
    names: { ReEncryptFrom: 'ReEncrypt', ReEncryptTo: 'ReEncrypt' },
    from: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html',
  },
];

function suffixed(suffix: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, `${name}${suffix}`]));
}

/** What is asked for and checked, but no call: no event bears its name. */
export const NEVER_LOGGED: readonly {
  readonly name: string;
  readonly why: string;
  readonly from: string;
}[] = [
  {
    name: 'PassRole',
    why: 'it is a permission of the call that hands the role on, such as RunInstances.',
    from: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
];

/** Hosts and names of services that write another `eventSource`. */
export const OTHER_SOURCES: Readonly<Record<string, string>> = {
  // CloudTrail User Guide, "CloudTrail record contents", eventSource; the guide of each service, "Logging .. with CloudTrail".
  'cloudwatch.amazonaws.com': 'monitoring.amazonaws.com',
  'cloudwatchlogs.amazonaws.com': 'logs.amazonaws.com',
  'eventbridge.amazonaws.com': 'events.amazonaws.com',
  'efs.amazonaws.com': 'elasticfilesystem.amazonaws.com',
  'elb.amazonaws.com': 'elasticloadbalancing.amazonaws.com',
  'elbv2.amazonaws.com': 'elasticloadbalancing.amazonaws.com',
  'emr.amazonaws.com': 'elasticmapreduce.amazonaws.com',
  'stepfunctions.amazonaws.com': 'states.amazonaws.com',
  'apigatewayv2.amazonaws.com': 'apigateway.amazonaws.com',
  'acmpca.amazonaws.com': 'acm-pca.amazonaws.com',
  'mq.amazonaws.com': 'amazonmq.amazonaws.com',
  'costexplorer.amazonaws.com': 'ce.amazonaws.com',
  'parameterstore.amazonaws.com': 'ssm.amazonaws.com',
  'opensearch.amazonaws.com': 'es.amazonaws.com',
  'iam-identity-center.amazonaws.com': 'sso.amazonaws.com',
};

/** Event names that occur at one source only. Names that several services use, such as CreateGroup, are not here. */
const ONLY_AT: Readonly<Record<string, string>> = {
  // The API reference of each service, list of actions.
  'iam.amazonaws.com': `AddRoleToInstanceProfile AddUserToGroup AttachGroupPolicy AttachRolePolicy AttachUserPolicy
    CreateAccessKey CreateInstanceProfile CreateLoginProfile CreateOpenIDConnectProvider CreatePolicyVersion CreateRole
    CreateSAMLProvider CreateServiceLinkedRole CreateServiceSpecificCredential CreateVirtualMFADevice
    DeactivateMFADevice DeleteAccessKey DeleteAccountPasswordPolicy DeleteLoginProfile DeleteRole
    DeleteRolePermissionsBoundary DeleteRolePolicy DeleteSAMLProvider DeleteUserPermissionsBoundary DeleteUserPolicy
    DetachRolePolicy DetachUserPolicy EnableMFADevice GetAccountAuthorizationDetails ListAccessKeys
    ListAttachedRolePolicies ListAttachedUserPolicies PutGroupPolicy PutRolePermissionsBoundary PutRolePolicy
    PutUserPermissionsBoundary PutUserPolicy SetDefaultPolicyVersion SimulatePrincipalPolicy UpdateAccessKey
    UpdateAccountPasswordPolicy UpdateAssumeRolePolicy UpdateLoginProfile UpdateSAMLProvider UploadSSHPublicKey
    UploadSigningCertificate`,
  'sts.amazonaws.com': `AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot DecodeAuthorizationMessage
    GetCallerIdentity GetFederationToken GetSessionToken`,
  'signin.amazonaws.com':
    'ConsoleLogin CheckMfa PasswordRecoveryRequested PasswordUpdated SwitchRole',
  'ec2.amazonaws.com': `AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CreateFlowLogs
    CreateInstanceExportTask CreateLaunchTemplate CreateNetworkAclEntry CreateVpcPeeringConnection
    CreateTrafficMirrorSession CreateTrafficMirrorTarget DeleteFlowLogs DeleteNetworkAclEntry
    DescribeInstances DescribeSecurityGroups DisableEbsEncryptionByDefault EnableSerialConsoleAccess
    GetConsoleScreenshot GetPasswordData ModifyImageAttribute ModifyInstanceAttribute ModifySnapshotAttribute
    ReplaceIamInstanceProfileAssociation RevokeSecurityGroupEgress RevokeSecurityGroupIngress RunInstances
    StartInstances StopInstances TerminateInstances`,
  's3.amazonaws.com': `DeleteBucketEncryption DeleteBucketPolicy DeleteBucketPublicAccessBlock
    GetBucketAcl GetBucketLogging GetBucketReplication GetBucketVersioning ListBuckets PutBucketAcl PutBucketEncryption
    PutBucketLogging PutBucketPublicAccessBlock PutBucketReplication PutBucketVersioning`,
  'cloudtrail.amazonaws.com': `CreateTrail DeleteEventDataStore DeleteTrail DescribeTrails GetTrailStatus LookupEvents
    PutEventSelectors PutInsightSelectors StartLogging StopLogging UpdateTrail`,
  'kms.amazonaws.com': 'DisableKey DisableKeyRotation PutKeyPolicy ScheduleKeyDeletion',
  'config.amazonaws.com': `DeleteConfigRule DeleteConfigurationRecorder DeleteDeliveryChannel
    StopConfigurationRecorder`,
  'guardduty.amazonaws.com': `CreateDetector DeleteDetector DeletePublishingDestination
    DisassociateFromMasterAccount StopMonitoringMembers UpdateDetector`,
  'secretsmanager.amazonaws.com': 'BatchGetSecretValue GetSecretValue PutSecretValue RotateSecret',
  'ssm.amazonaws.com': 'GetParameters ResumeSession SendCommand StartSession TerminateSession',
  'lambda.amazonaws.com': `AddPermission20150331v2 CreateEventSourceMapping20150331 CreateFunction20150331
    CreateFunctionUrlConfig RemovePermission20150331v2 UpdateFunctionCode20150331v2 UpdateFunctionUrlConfig
    UpdateFunctionConfiguration20150331v2`,
  'rds.amazonaws.com': `CreateDBInstance CreateDBSnapshot DeleteDBCluster DeleteDBInstance ModifyDBInstance
    ModifyDBSnapshotAttribute RestoreDBInstanceFromDBSnapshot`,
  'organizations.amazonaws.com': `DisableAWSServiceAccess EnableAWSServiceAccess
    InviteAccountToOrganization LeaveOrganization RegisterDelegatedAdministrator RemoveAccountFromOrganization`,
  'ec2-instance-connect.amazonaws.com': 'SendSSHPublicKey SendSerialConsoleSSHPublicKey',
  'logs.amazonaws.com':
    'CreateLogGroup CreateLogStream DeleteLogGroup DeleteLogStream PutRetentionPolicy',
};

/** Events that only trails with data events selected write. CloudTrail User Guide, "Logging data events". */
export const DATA_EVENTS: Readonly<Record<string, string>> = {
  's3.amazonaws.com': `AbortMultipartUpload CompleteMultipartUpload CopyObject CreateMultipartUpload DeleteObject
    DeleteObjects DeleteObjectTagging GetObject GetObjectAcl GetObjectAttributes GetObjectTagging GetObjectTorrent
    HeadBucket HeadObject ListMultipartUploads ListObjects ListObjectVersions ListParts PutObject PutObjectAcl
    PutObjectLegalHold PutObjectRetention PutObjectTagging RestoreObject SelectObjectContent UploadPart
    UploadPartCopy`,
  'lambda.amazonaws.com': 'Invoke InvokeExecution InvokeWithResponseStream',
  'dynamodb.amazonaws.com': `BatchExecuteStatement BatchGetItem BatchWriteItem DeleteItem ExecuteStatement
    ExecuteTransaction GetItem PutItem Query Scan TransactGetItems TransactWriteItems UpdateItem GetRecords
    GetShardIterator`,
  'sns.amazonaws.com': 'Publish PublishBatch',
  'sqs.amazonaws.com': `ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch
    ReceiveMessage SendMessage SendMessageBatch`,
  'cognito-identity.amazonaws.com': `GetCredentialsForIdentity GetId GetOpenIdToken
    GetOpenIdTokenForDeveloperIdentity UnlinkIdentity`,
  'ebs.amazonaws.com': 'GetSnapshotBlock ListChangedBlocks ListSnapshotBlocks PutSnapshotBlock',
  'bedrock.amazonaws.com': 'ApplyGuardrail InvokeAgent InvokeFlow Retrieve RetrieveAndGenerate',
  'logs.amazonaws.com': 'PutLogEvents',
  'monitoring.amazonaws.com': 'GetMetricData GetMetricWidgetImage PutMetricData',
};

/** An API whose events bear another name. */
export interface NamedOtherwise {
  readonly source: string;
  readonly api: string;
  readonly event: string;
}

/** By a name in lower case, at the sources that are asked for; at any where these are open. */
export function eventNamed(
  name: string,
  sources: readonly string[] | undefined,
): NamedOtherwise | undefined {
  return RENAMED.flatMap(({ source, names }) =>
    Object.entries(names).map(([api, event]) => ({ source, api, event })),
  ).find(({ source, api }) => {
    if (api.toLowerCase() !== name) return false;
    // Several services have an API of this name: only the source tells which is meant.
    return sources === undefined ? !SHARED.has(api) : sources.every((one) => one === source);
  });
}

/** APIs that other services have too, under this name. */
const SHARED: ReadonlySet<string> = new Set([
  ...['CreateFunction', 'DeleteFunction', 'ListFunctions', 'GetFunction', 'GetPolicy'],
  ...['CreateAlias', 'UpdateAlias', 'DeleteAlias', 'ListAliases', 'TagResource', 'UntagResource'],
  ...['ListTags', 'AddPermission', 'RemovePermission', 'PublishVersion', 'GetAccountSettings'],
]);

const SOURCES = new Map(
  Object.entries(ONLY_AT).flatMap(([source, names]) =>
    wordsOf(names).map((name) => [name.toLowerCase(), { source, name }] as const),
  ),
);

/** Where events of a name come from, where that is one source; the name in lower case. */
export function sourceOnlyOf(
  name: string,
): { readonly source: string; readonly name: string } | undefined {
  return SOURCES.get(name);
}

const DATA = new Map(
  Object.entries(DATA_EVENTS).flatMap(([source, names]) =>
    wordsOf(names).map((name) => [`${source} ${name.toLowerCase()}`, { source, name }] as const),
  ),
);

/** The data events of a name, at one source or, where it is open, at any. Lower case. */
export function dataEvents(
  name: string,
  source: string | undefined,
): readonly { readonly source: string; readonly name: string }[] {
  const sources = source === undefined ? Object.keys(DATA_EVENTS) : [source];
  return sources.flatMap((one) => {
    const found = DATA.get(`${one} ${name}`);
    return found ? [found] : [];
  });
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/);
}
