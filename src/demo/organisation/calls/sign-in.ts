import { service } from './service.ts';

const token = service('sts');
const signin = service('signin');
const portal = service('sso');

/** The bodies of these come with the session they begin. */
export const sts = {
  getCallerIdentity: token.read('GetCallerIdentity'),
  assumeRole: token.read('AssumeRole'),
  assumeRoleWithWebIdentity: token.read('AssumeRoleWithWebIdentity'),
  assumeRoleWithSaml: token.read('AssumeRoleWithSAML'),
} as const;

export const consoleSignIn = {
  consoleLogin: signin.write(
    'ConsoleLogin',
    () => ({
      response: { ConsoleLogin: 'Success' },
      extra: {
        MobileVersion: 'No',
        MFAUsed: 'No',
        LoginTo:
          'https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true&state=hashArgs',
      },
      host: 'signin.aws.amazon.com',
    }),
    { eventType: 'AwsConsoleSignIn' },
  ),
  failedLogin: signin.write(
    'ConsoleLogin',
    () => ({
      response: { ConsoleLogin: 'Failure' },
      failure: 'Failed authentication',
      extra: {
        MobileVersion: 'No',
        MFAUsed: 'No',
        LoginTo: 'https://console.aws.amazon.com/console/home?state=hashArgs%23',
      },
      host: 'signin.aws.amazon.com',
    }),
    { eventType: 'AwsConsoleSignIn' },
  ),
} as const;

export const identityCenter = {
  federate: portal.write('Federate', undefined, { eventType: 'AwsServiceEvent' }),
} as const;
