import { describe, expect, it } from 'vitest';
import type { SystemRule } from '../../base/config/index.ts';
import { attributor } from './attribute.ts';
import type { CallerFacts } from './rule.ts';

const BUILT_IN: readonly SystemRule[] = [
  {
    system: 'Terraform Enterprise',
    component: 'Terraform',
    match: [{ issuer: '*app.terraform.io' }, { session: 'terraform-run-*' }],
  },
  { system: 'AWS services', match: [{ type: 'AWSService' }, { rolePath: '/aws-service-role/*' }] },
  {
    system: 'Cluster management',
    component: 'Karpenter',
    match: [{ agent: '/\\bkarpenter\\.sh-/' }, { role: 'KarpenterControllerRole-*' }],
  },
  { system: 'Monitoring', component: 'Datadog', match: [{ agent: '/^Datadog/' }] },
  {
    system: 'Terraform',
    component: 'Terraform',
    tool: true,
    match: [{ agent: '/\\bHashiCorp\\/1\\.0 Terraform\\//' }],
  },
  { system: 'Script', component: 'Boto3', tool: true, match: [{ agent: '/^Boto3\\//' }] },
];
const TERRAFORM = 'APN/1.0 HashiCorp/1.0 Terraform/1.12.2 terraform-provider-aws/6.0.0';
const ROLE = 'arn:aws:iam::111122223333:role';

const attribute = attributor({ own: [], builtIn: BUILT_IN });
const who = (facts: Partial<CallerFacts>, own: readonly SystemRule[] = []) => {
  const { system, component, confidence, reason } = attributor({ own, builtIn: BUILT_IN })({
    console: false,
    ...facts,
  });
  return [system, component, confidence, reason];
};

describe('attributor', () => {
  it('is certain of what AWS has checked, and says what agrees', () => {
    const found = who({
      userAgent: TERRAFORM,
      principalArn: `${ROLE}/TerraformApply`,
      session: 'terraform-run-abc',
      issuer: 'app.terraform.io',
    });

    expect(found).toEqual([
      'Terraform Enterprise',
      'Terraform',
      'certain',
      'token of app.terraform.io; session name agrees',
    ]);
  });

  it('takes a tool for what it is where nothing names a system', () => {
    expect(who({ userAgent: TERRAFORM })).toEqual([
      'Terraform',
      'Terraform',
      'claimed',
      `user agent ${TERRAFORM.slice(0, 59)}…`,
    ]);
  });

  it('lets no user agent overrule an identity, and shows the disagreement', () => {
    const found = who({
      userAgent: 'Datadog/1.0 aws-sdk-go-v2/1.36.1',
      principalArn: `${ROLE}/KarpenterControllerRole-eu`,
    });

    expect(found).toEqual([
      'Cluster management',
      'Karpenter',
      'certain',
      'role KarpenterControllerRole-eu; user agent Datadog/1.0 aws-sdk-go-v2/1.36.1 says Monitoring',
    ]);
  });

  it('asks the user’s own rules first, and keeps the tool as a component', () => {
    const own = [{ system: 'Billing', team: 'finance', match: [{ role: 'billing-*' }] }];
    const facts = {
      userAgent: 'Boto3/1.34 Botocore/1.34',
      principalArn: `${ROLE}/billing-export`,
      console: false,
    };

    expect(who(facts, own)).toEqual(['Billing', 'Boto3', 'certain', 'role billing-export']);
    expect(attributor({ own, builtIn: BUILT_IN })(facts).team).toBe('finance');
  });

  it('calls two independent claims likely', () => {
    const rules = [
      { system: 'Pipeline', match: [{ session: 'GitHubActions' }, { agent: '*actions*' }] },
    ];

    expect(who({ session: 'GitHubActions', userAgent: 'x actions y' }, rules).slice(0, 3)).toEqual([
      'Pipeline',
      undefined,
      'likely',
    ]);
    expect(who({ session: 'GitHubActions' }, rules)[2]).toBe('claimed');
  });

  it('says that it does not know', () => {
    const unknown = attribute({ userAgent: 'a'.repeat(1024), console: false });

    expect(unknown).toMatchObject({
      system: 'Unknown',
      confidence: 'unknown',
      reason: 'no rule names it; its user agent was cut off',
    });
  });
});
