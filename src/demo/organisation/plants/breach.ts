import { rds } from '../calls/data-stores.ts';
import { MINUTE, SECOND } from '../moment.ts';
import { beginDeployment, deployRole, hopStay } from '../systems/pipeline.ts';
import { PROD } from '../world/accounts.ts';
import { certain, type Plant, stepOf, workday } from './plant.ts';

const REGION = 'ap-southeast-2';
const DATABASE = 'prod-orders-db';

/** The pipeline, which deploys to two regions, turns to the databases of a third. */
export const breach: Plant = {
  name: 'breach',
  perform: (script, settings) => {
    if (script.day.index !== workday(settings, 0.8)) return {};
    const { deploy } = beginDeployment(
      script,
      { account: PROD, region: 'us-east-1' },
      script.time(11, 15),
    );
    const stay = hopStay(script, deploy);
    const steps = [
      { call: rds.describeDBInstances, request: { dBInstanceIdentifier: DATABASE } },
      {
        call: rds.modifyDBInstance,
        request: {
          dBInstanceIdentifier: DATABASE,
          publiclyAccessible: true,
          applyImmediately: true,
        },
      },
    ].map(({ call, request }, number) => {
      const draft = script.add(call, stay.callerFor(call), {
        account: PROD,
        region: REGION,
        at: stay.from + MINUTE + number * 20 * SECOND,
        body: () => ({ request }),
      });
      return stepOf(script, certain(draft));
    });
    return {
      breach: {
        system: 'Deployment pipeline',
        principalArn: deployRole(PROD).arn,
        account: PROD,
        region: REGION,
        steps,
      },
    };
  },
};
