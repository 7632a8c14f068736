import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { errorOf, folderWith, withEnv } from './folder.fixture.ts';

function load(contract: string) {
  const text = `contracts:\n  Pipeline:\n    ${contract}\n`;
  const cwd = folderWith({ 'trailglass.yaml': text });
  return loadConfig({}, withEnv({ HOME: '/home/somebody' }), cwd);
}

describe('a contract', () => {
  it.each([
    "accounts: ['111122223333']",
    "regions: [eu-west-1, 'us-*']",
    'services: [ecs.amazonaws.com]',
    "services: ['*']",
    "actions: ['ecs:Describe*', '*:List*']",
    "networks: [192.0.2.0/24, 203.0.113.7/32, 0.0.0.0/0, '2001:db8::/32']",
    "hours: { from: '22:00', to: '06:00', weekdays: [Mon, Sun] }",
    "hours: { from: '00:00', to: '24:00' }",
    'hours: { weekdays: [Sat] }',
    'readonly: true',
    'expires: 2026-12-31',
  ])('may say %s', (contract) => {
    const { config } = load(contract);

    expect(Object.keys(config.contracts)).toEqual(['Pipeline']);
  });

  it.each([
    ['{}', ':3:5: contracts.Pipeline: say what is allowed'],
    ['region: [eu-west-1]', ':3:5: "region" is not known here. Did you mean regions?'],
    ['regions: []', ':3:14: contracts.Pipeline.regions: '],
    ['accounts: [111122223333]', ':3:16: contracts.Pipeline.accounts.0: '],
    ['services: [ecs]', 'services.0: write the event source, such as ecs.amazonaws.com'],
    ['actions: [DescribeTasks]', 'actions.0: write service:Action, such as ecs:Describe*'],
    ['networks: [192.0.2.0]', ':3:16: contracts.Pipeline.networks.0: write a network such as'],
    ['networks: [192.0.2.0/33]', 'networks.0: write a network such as 192.0.2.0/24'],
    ["networks: ['2001:db8::/129']", 'networks.0: write a network such as 192.0.2.0/24'],
    ['networks: [203.0.113.66/24]', 'the network begins earlier: write 203.0.113.0/24'],
    ['networks: [10.1.2.3/8]', 'the network begins earlier: write 10.0.0.0/8'],
    ["hours: { from: '25:00', to: '24:00' }", ':3:20: contracts.Pipeline.hours.from: write a time'],
    ["hours: { from: '08:00' }", ':3:12: contracts.Pipeline.hours: give both from and to'],
    ["hours: { from: '08:00', to: '08:00' }", 'hours: from and to are the same'],
    ['hours: { weekdays: [Monday] }', ':3:25: contracts.Pipeline.hours.weekdays.0: '],
    ['hours: {}', 'hours: say which hours or weekdays'],
    ['expires: tomorrow', ':3:14: contracts.Pipeline.expires: write a day such as 2026-12-31'],
  ])('that says %s is refused, with its place', (contract, words) => {
    const error = errorOf(() => load(contract));

    expect(error.code).toBe('TG_CONFIG_INVALID');
    expect(error.message).toContain(words);
    expect(error.message.split('\n')).toHaveLength(1);
  });

  it('of a name that only a floor below can judge is refused at its key', () => {
    const { faultAt } = load('readonly: true');

    const error = faultAt(['contracts', 'Pipeline'], 'nobody is called so');

    expect(error.message).toMatch(
      /trailglass\.yaml:2:3: contracts\.Pipeline: nobody is called so$/,
    );
  });
});
