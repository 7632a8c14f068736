import { iam, iamDate, policyDocument } from '../calls/iam.ts';
import { isoSecond, SECOND } from '../moment.ts';
import { NET, terraformRun } from '../systems/terraform.ts';
import { PROD } from '../world/accounts.ts';
import { roleOf, userOf } from '../world/principals.ts';
import { certain, type Plant } from './plant.ts';

const ROLE = roleOf(PROD, 'quarterly-export-reader');
const USER = userOf(PROD, 'backup-export');
const TRUST = policyDocument(['sts:AssumeRole'], '*');

/** A role that Terraform made on the first day and nobody assumes. */
export const unusedRole: Plant = {
  name: 'unusedRole',
  perform: (script) => {
    if (script.day.index !== 0) return {};
    const run = terraformRun(script, { workspace: NET, phase: 'apply', at: script.time(7, 10) });
    const draft = certain(
      script.add(iam.createRole, run.callerFor(iam.createRole), {
        account: PROD,
        region: 'us-east-1',
        at: run.from + 10 * SECOND,
        body: (_, scene) => ({
          request: { roleName: ROLE.name, path: '/', assumeRolePolicyDocument: TRUST },
          response: {
            role: {
              path: '/',
              roleName: ROLE.name,
              roleId: ROLE.id,
              arn: ROLE.arn,
              createDate: iamDate(scene.at),
              assumeRolePolicyDocument: encodeURIComponent(TRUST),
            },
          },
        }),
      }),
    );
    const eventID = script.eventId(draft.serial);
    return { unusedRole: { arn: ROLE.arn, at: isoSecond(draft.at), eventID } };
  },
};

/** An access key that was made on the first day and never signs a call. */
export const unusedKey: Plant = {
  name: 'unusedKey',
  perform: (script) => {
    if (script.day.index !== 0) return {};
    const run = terraformRun(script, { workspace: NET, phase: 'apply', at: script.time(7, 20) });
    const { accessKeyId, name: userName } = USER;
    const draft = certain(
      script.add(iam.createAccessKey, run.callerFor(iam.createAccessKey), {
        account: PROD,
        region: 'us-east-1',
        at: run.from + 10 * SECOND,
        body: (_, scene) => ({
          request: { userName },
          response: {
            accessKey: { userName, accessKeyId, status: 'Active', createDate: iamDate(scene.at) },
          },
        }),
      }),
    );
    const eventID = script.eventId(draft.serial);
    return { unusedKey: { accessKeyId, userArn: USER.arn, at: isoSecond(draft.at), eventID } };
  },
};
