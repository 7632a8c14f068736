import { describe, expect, it } from 'vitest';
import {
  lintRules,
  newPack,
  readRuleSet,
  readSigmaFolder,
} from '../../src/analysis/detect/index.ts';
import { ABSENT, sharedPath } from '../e2e/shared-data.fixture.ts';

const RULES = sharedPath('sigma');

/** What is known to be wrong with rules of the public sets, by the end of their file's name. */
const KNOWN_BAD: readonly (readonly [file: string, code: string])[] = [
  ['aws_iam_backdoor_users_keys.yml', 'literal-field-name'],
  ['aws_update_login_profile.yml', 'arn-reference'],
  ['aws_delete_saml_provider.yml', 'foreign-field'],
  ['aws_sts_assumerole_misuse.yml', 'broad'],
  ['aws_root_account_usage.yml', 'broad'],
  ['aws_iam_s3browser_templated_s3_bucket_policy_creation.yml', 'policy-text'],
  ['aws_cloudtrail_console_login_success_from_susp_locations.yml', 'foreign-field'],
];

/** Rules that match nothing: `status` is no field, and of S3 the events bear other names than the APIs. */
const DEAD = [
  'aws_delete_saml_provider.yml',
  'aws_cloudtrail_get_bucket_accelerate_configuration.yml',
  'aws_cloudtrail_get_bucket_accelerate_configuration_attempt.yml',
  'aws_cloudtrail_get_object_lock_configuration.yml',
  'aws_cloudtrail_get_object_lock_configuration_attempt.yml',
  'aws_cloudtrail_get_public_access_block.yml',
  'aws_cloudtrail_get_public_access_block_attempt.yml',
];

function findings() {
  const placeholders = { Legitimate_Countries: ['DE'], Legitimate_IP_Ranges: ['10.0.0.0/8'] };
  return ['sigmahq', 'suzaku'].flatMap((pack) =>
    lintRules(readSigmaFolder(`${RULES}/${pack}`, { placeholders })),
  );
}

function nameOf(file: string): string {
  return file.split('/').at(-1) ?? file;
}

describe.skipIf(!RULES)(`lint of public rules${RULES ? '' : ` (skipped: ${ABSENT})`}`, () => {
  it('finds what is known to be wrong with them', () => {
    const found = new Set(findings().map(({ place, code }) => `${nameOf(place.file)} ${code}`));

    for (const [file, code] of KNOWN_BAD) expect(found).toContain(`${file} ${code}`);
  });

  it('calls no other rule an error', () => {
    const errors = findings().filter(({ severity }) => severity === 'error');
    const dead = errors.filter(({ code }) => code !== 'refused').map(({ place }) => place.file);

    expect(new Set(dead.map(nameOf))).toEqual(new Set(DEAD));
    expect(errors.filter(({ code }) => code === 'refused')).toHaveLength(8);
  });

  it('agrees with what is off from the start, whatever its level', () => {
    const packs = ['sigmahq', 'suzaku'].map((name) =>
      newPack({ name, path: `${RULES}/${name}`, level: 'informational' }),
    );
    const { listed } = readRuleSet({ own: false, packs, placeholders: {}, off: [] });

    const dead = listed.filter(({ rule }) => DEAD.includes(nameOf(rule.place.file)));

    expect(dead).toHaveLength(DEAD.length);
    for (const { use, why, fault } of dead) {
      expect([use, why]).toEqual(['off', fault]);
      expect(fault).toMatch(/never matches/);
    }
  });
});
