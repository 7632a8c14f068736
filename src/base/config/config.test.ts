import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { errorOf, folderWith, withEnv } from './folder.fixture.ts';

const HOME = { HOME: '/home/somebody' };

describe('the file', () => {
  it('may be absent', () => {
    const cwd = folderWith({});

    const { config, file } = loadConfig({}, withEnv(HOME), cwd);

    expect(file).toBeUndefined();
    expect(config).toEqual({
      home: '/home/somebody/.local/share/trailglass',
      trails: {},
      query: { rows: 50 },
      systems: [],
      contracts: {},
      detections: {
        ...{ own: true, placeholders: {}, off: [], levels: {} },
        ...{ nonProduction: [], risk: false, staging: { days: 7 }, backfillAlerts: false },
        severity: { packs: {} },
      },
      enrichment: {},
      notify: { sinks: {}, routes: [], allowPrivate: [] },
    });
  });

  it('bounds the severity of alerts, of all packs and of single ones', () => {
    const severity = '{floor: low, packs: {sigmahq: {level: medium, ceiling: high}}}';
    const cwd = folderWith({ 'trailglass.yaml': `detections: {severity: ${severity}}` });

    const { config } = loadConfig({}, withEnv(HOME), cwd);

    expect(config.detections.severity).toEqual({
      floor: 'low',
      packs: { sigmahq: { level: 'medium', ceiling: 'high' } },
    });
  });

  it.each([
    ['{floor: high, ceiling: low}', 'the floor lies above the ceiling'],
    ['{packs: {ours: {floor: critical, ceiling: high}}}', 'the floor lies above the ceiling'],
    ['{floor: severe}', 'detections.severity.floor'],
  ])('is refused with a severity of %s', (severity, words) => {
    const cwd = folderWith({ 'trailglass.yaml': `detections: {severity: ${severity}}` });

    const error = errorOf(() => loadConfig({}, withEnv(HOME), cwd));

    expect(error).toMatchObject({ code: 'TG_CONFIG_INVALID' });
    expect(error.message).toContain(words);
  });

  it('may be empty', () => {
    const cwd = folderWith({ 'trailglass.yaml': '# nothing yet\n' });

    const { config, file } = loadConfig({}, withEnv(HOME), cwd);

    expect(file).toBe(join(cwd, 'trailglass.yaml'));
    expect(config.query.rows).toBe(50);
  });

  it('is found in the working folder before the folder of the XDG directories', () => {
    const cwd = folderWith({
      'trailglass.yaml': 'workers: 1\n',
      'xdg/trailglass/trailglass.yaml': 'workers: 2\n',
      'elsewhere/empty': '',
    });
    const effects = withEnv({ ...HOME, XDG_CONFIG_HOME: join(cwd, 'xdg') });

    const here = loadConfig({}, effects, cwd);
    const elsewhere = loadConfig({}, effects, join(cwd, 'elsewhere'));

    expect(here.config.workers).toBe(1);
    expect(elsewhere.config.workers).toBe(2);
  });

  it('names folders from the working folder on', () => {
    const cwd = folderWith({ 'trailglass.yaml': 'home: lake\nqueries: ours/sql\n' });
    const effects = withEnv({ ...HOME, TRAILGLASS_QUERIES: 'theirs' });

    expect(loadConfig({}, withEnv(HOME), cwd).config).toMatchObject({
      home: join(cwd, 'lake'),
      queries: join(cwd, 'ours/sql'),
    });
    expect(loadConfig({}, effects, cwd).config.queries).toBe(join(cwd, 'theirs'));
  });

  it('is not looked for in a relative XDG folder', () => {
    const cwd = folderWith({ 'xdg/trailglass/trailglass.yaml': 'workers: 2\n' });

    const { file } = loadConfig({}, withEnv({ ...HOME, XDG_CONFIG_HOME: 'xdg' }), cwd);

    expect(file).toBeUndefined();
  });

  it('is the one that is named, by flag before variable', () => {
    const cwd = folderWith({ 'a.yaml': 'workers: 1\n', 'b.yaml': 'workers: 2\n' });
    const effects = withEnv({ ...HOME, TRAILGLASS_CONFIG: join(cwd, 'b.yaml') });

    const byFlag = loadConfig({ config: 'a.yaml' }, effects, cwd);
    const byVariable = loadConfig({}, effects, cwd);

    expect(byFlag.config.workers).toBe(1);
    expect(byVariable.config.workers).toBe(2);
  });

  it('must exist when it is named', () => {
    const cwd = folderWith({});

    const error = errorOf(() => loadConfig({ config: 'no.yaml' }, withEnv(HOME), cwd));

    expect(error.code).toBe('TG_CONFIG_INVALID');
    expect(error.message).toContain(join(cwd, 'no.yaml'));
  });
});

describe('precedence', () => {
  const FILE = { 'trailglass.yaml': 'home: /from/file\nworkers: 1\nquery:\n  rows: 10\n' };

  it('is flag, then variable, then file, then default', () => {
    const cwd = folderWith(FILE);
    const env = { ...HOME, TRAILGLASS_HOME: '/from/variable', TRAILGLASS_WORKERS: '2' };

    const { config, origins } = loadConfig({ home: '/from/flag' }, withEnv(env), cwd);

    expect(config).toMatchObject({ home: '/from/flag', workers: 2, query: { rows: 10 } });
    expect(origins).toEqual({
      home: { from: 'flag', detail: '--home' },
      queries: { from: 'default', detail: '' },
      workers: { from: 'environment', detail: 'TRAILGLASS_WORKERS' },
      'query.rows': { from: 'file', detail: join(cwd, 'trailglass.yaml') },
      'query.memory': { from: 'default', detail: '' },
    });
  });

  it('takes an empty variable for none', () => {
    const cwd = folderWith(FILE);

    const { config } = loadConfig({}, withEnv({ ...HOME, TRAILGLASS_WORKERS: '' }), cwd);

    expect(config.workers).toBe(1);
  });

  it('reads the variables of queries', () => {
    const cwd = folderWith(FILE);
    const env = { ...HOME, TRAILGLASS_QUERY_ROWS: '7', TRAILGLASS_QUERY_MEMORY: '2GB' };

    const { config } = loadConfig({}, withEnv(env), cwd);

    expect(config.query).toEqual({ rows: 7, memory: '2GB' });
  });

  it('takes a relative home from the working folder', () => {
    const cwd = folderWith({});

    const { config } = loadConfig({ home: 'lake' }, withEnv(HOME), cwd);

    expect(config.home).toBe(join(cwd, 'lake'));
  });
});

describe('a value that is not allowed', () => {
  it.each([
    [{ workers: 100 }, {}, '--workers: '],
    [{ home: '' }, {}, '--home: name a folder'],
    [{}, { TRAILGLASS_WORKERS: 'many' }, 'TRAILGLASS_WORKERS: '],
    [{}, { TRAILGLASS_QUERY_ROWS: '0' }, 'TRAILGLASS_QUERY_ROWS: '],
    [
      {},
      { TRAILGLASS_QUERY_MEMORY: 'lots' },
      'TRAILGLASS_QUERY_MEMORY: write an amount such as 2GB',
    ],
  ])('in %j or %j is said with the name it was given by', (flags, env, words) => {
    const cwd = folderWith({});

    const error = errorOf(() => loadConfig(flags, withEnv({ ...HOME, ...env }), cwd));

    expect(error.code).toBe('TG_CONFIG_INVALID');
    expect(error.message).toContain(words);
  });
});
