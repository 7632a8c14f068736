import { onObject, s3 } from '../calls/s3.ts';
import type { Draft } from '../model.ts';
import { isoSecond, MINUTE, SECOND } from '../moment.ts';
import { assumeByService } from '../sessions/assume-role.ts';
import { callerOf } from '../sessions/session.ts';
import { label } from '../systems/workload.ts';
import { egressOf, PROD } from '../world/accounts.ts';
import { LAMBDA_PYTHON_AGENT } from '../world/agents.ts';
import { roleOf } from '../world/principals.ts';
import { certain, type Plant, portion, sampleIds, workday } from './plant.ts';

const PLACE = { account: PROD, region: 'eu-west-1' } as const;
const ROLE = roleOf(PROD, 'reporting-batch');
const BUCKET = 'acme-prod-finance-exports';

/** A batch job that lost a permission asks twenty minutes long for what it may no longer read. */
export const deniedBurst: Plant = {
  name: 'deniedBurst',
  perform: (script, settings) => {
    if (script.day.index !== workday(settings, 0.35)) return {};
    const start = script.time(5, 30);
    const reporting = label('Application', 'reporting');
    const session = assumeByService(script, 'ecs-tasks', {
      role: ROLE,
      name: script.random.hex(32),
      pattern: '*',
      at: start,
      region: PLACE.region,
      label: reporting,
    });
    const caller = callerOf(session, {
      agent: LAMBDA_PYTHON_AGENT.replace('AWS_Lambda_python3.12', 'AWS_ECS_FARGATE'),
      address: egressOf(PROD, PLACE.region),
    });
    const count = portion(settings, 0.003, 40, 3000);
    const denied: Draft[] = [];
    for (let i = 0; i < count; i++) {
      const key = `2026/part-${String(i).padStart(5, '0')}.snappy.parquet`;
      const at = start + 5 * SECOND + Math.floor((i * 20 * MINUTE) / count / SECOND) * SECOND;
      const body = onObject(BUCKET, key, 0);
      const resource = `"arn:aws:s3:::${BUCKET}/${key}"`;
      const fault = { kind: 'denied', resource } as const;
      denied.push(certain(script.add(s3.getObject, caller, { ...PLACE, at, body, fault })));
    }
    return {
      deniedBurst: {
        ...PLACE,
        from: isoSecond(denied[0]?.at ?? start),
        to: isoSecond(denied.at(-1)?.at ?? start),
        system: 'Application',
        principalArn: ROLE.arn,
        errorCode: 'AccessDenied',
        denied: denied.length,
        eventIDs: sampleIds(script, denied),
      },
    };
  },
};
