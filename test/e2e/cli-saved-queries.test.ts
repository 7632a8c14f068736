import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf, trailglass } from './cli.fixture.ts';
import { fillLake, makePlace, type Place } from './small-lake.fixture.ts';

let place: Place;

beforeAll(async () => {
  place = makePlace();
  await fillLake(place);
}, 60_000);

afterAll(() => place.remove());

const MINE = `-- title: Mine
-- description: Calls of a service.
-- parameter: service text The service.
-- parameter: least integer = 1 Fewest calls.
-- chart: bars x=eventname y=calls
-- tags: mine
SELECT eventname, count(*) AS calls FROM cloudtrail_logs
WHERE eventsource = :service GROUP BY 1 HAVING count(*) >= :least ORDER BY calls DESC, eventname
`;

describe('query save', () => {
  it('keeps a file, and refuses to write over it unless told to', async () => {
    writeFileSync(join(place.folder, 'mine.sql'), MINE);

    const saved = await place.run('query', 'save', 'mine', 'mine.sql');
    const again = await place.run('query', 'save', 'mine', 'mine.sql');
    const forced = await place.run('query', 'save', 'mine', 'mine.sql', '--force');

    const file = join(place.home, 'queries', 'mine.sql');
    expect(saved).toMatchObject({ code: 0, stdout: '', stderr: `Saved as ${file}.\n` });
    expect(readFileSync(file, 'utf8')).toBe(MINE);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('Add --force');
    expect(forced.code).toBe(0);
  });

  it('reads standard input, and says when ours of that name is hidden', async () => {
    const { home, folder: cwd } = place;

    const saved = await trailglass(['query', 'save', 'root-activity'], {
      ...{ home, cwd, input: 'SELECT 1 AS one' },
    });
    const run = await place.run('query', 'run', 'root-activity', '--output', 'ndjson');

    expect(saved.stderr).toContain('It stands before the root-activity of Trailglass.');
    expect(rowsOf(run.stdout)).toEqual([{ one: 1 }]);
    const file = join(home, 'queries', 'root-activity.sql');
    expect(run.stderr).toBe(`root-activity: ${file}, not the one of Trailglass\n`);
  });

  it('refuses SQL that is wrong, with a caret under the place', async () => {
    const { home, folder: cwd } = place;
    const input = '-- title: Wrong\nSELECT eventname FORM cloudtrail_logs';

    const saved = await trailglass(['query', 'save', 'wrong'], { home, cwd, input });
    const listed = await place.run('query', 'show', 'wrong');

    expect([saved.code, listed.code]).toEqual([1, 2]);
    expect(saved.stderr).toMatch(/^line 2:23: .+\n.*SELECT eventname FORM .+\n +\^/);
  });
});

describe('query run', () => {
  const run = (...args: readonly string[]) => place.run('query', 'run', 'mine', ...args);

  it('fills in parameters, as --saved does', async () => {
    const args = ['--param', 'service=sts.amazonaws.com', '--param', 'least=2', '--json'];

    const named = await run(...args);
    const saved = await place.run('query', '--saved', 'mine', ...args);

    const rows = JSON.parse(named.stdout);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows[0]).toEqual({ eventname: 'AssumeRole', calls: expect.any(Number) });
    expect(saved.stdout).toBe(named.stdout);
  });

  it('takes a value for what it is, whatever it holds', async () => {
    const { code, stdout } = await run('--param', "service=' OR ''='", '--output', 'ndjson');

    expect([code, stdout]).toEqual([0, '']);
  });

  it('draws a chart, plain where there is no terminal', async () => {
    const { code, stdout } = await run('--param', 'service=sts.amazonaws.com', '--chart');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^AssumeRole +\d+ #+\n/);
  });

  it.each([
    [[], 'mine needs a value for service: The service.'],
    [['--param', 'service=a', '--param', 'leest=1'], 'Did you mean least?'],
    [['--param', 'service=a', '--param', 'least=x'], 'least is "x", which is not a whole number.'],
    [['--param', 'service'], '--param service: write name=value.'],
    [['--param', 'service=a', '--param', 'service=b'], '--param service is given twice.'],
    [['--param', 'service=a', '--chart', '--json'], '--chart draws, and json is no picture.'],
    [['--param', 'service=a', '--chart', 'bar'], 'Did you mean bars?'],
    [['--param', 'service=a', '-o', 'x.xlsx'], 'x.xlsx ends in .xlsx, which is no form'],
  ])('refuses %j in words', async (args, words) => {
    const { code, stdout, stderr } = await run(...args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  it('keeps --param for saved queries', async () => {
    const { code, stderr } = await place.run('query', 'SELECT 1', '--param', 'a=1');

    expect(code).toBe(2);
    expect(stderr).toContain('--param belongs to saved queries.');
  });
});

describe('a picture', () => {
  it('is written where a file ends in .svg, with the title of the query', async () => {
    const args = ['--param', 'service=sts.amazonaws.com', '-o', 'mine.svg'];

    const { code, stdout } = await place.run('query', 'run', 'mine', ...args);

    const svg = readFileSync(join(place.folder, 'mine.svg'), 'utf8');
    expect([code, stdout]).toEqual([0, '']);
    expect(svg).toMatch(/^<svg .+>Mine<\/text>.+<\/svg>\n$/s);
    expect(svg).toContain('>AssumeRole</text>');
  });

  it('of any text is of the kind that is asked for', async () => {
    const sql = 'SELECT awsregion, count(*) AS calls FROM cloudtrail_logs GROUP BY 1';

    const drawn = await place.run('query', sql, '--chart', 'line', '--output', 'svg');
    const screen = await place.run('query', sql, '--chart', 'bars');
    const kindless = await place.run('query', sql, '-o', 'x.svg');

    expect(drawn.stdout).toContain('>calls by awsregion</text>');
    expect(screen.stdout).toMatch(/^us-east-1 +[\d,]+ #+\n/);
    expect(kindless).toMatchObject({ code: 2, stdout: '' });
    expect(kindless.stderr).toContain('Say it: --chart bars, --chart line or --chart heat.');
  });
});

describe('query list and show', () => {
  it('list own queries with ours, by tag', async () => {
    const { stdout } = await place.run('query', 'list', '--tag', 'mine');
    const wrong = await place.run('query', 'list', '--tag', 'nothing');

    expect(stdout).toMatch(/mine +Mine +your home +mine +Calls of a service\./);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('throttling');
  });

  it('show a text as it is saved, and as it is run', async () => {
    const saved = await place.run('query', 'show', 'mine');
    const filled = await place.run('query', 'show', 'mine', '--param', 'service=a');

    expect(saved.stdout).toBe(MINE);
    expect(filled.stdout).toMatch(/^SELECT .+eventsource = 'a' .+>= 1 ORDER/s);
  });

  it('takes a folder of the configuration, and says what is wrong with a file there', async () => {
    const own = join(place.folder, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'top-callers.sql'), '-- tags: own\nSELECT 1 AS one, 2 AS two');
    writeFileSync(join(own, 'wrong.sql'), '-- tags: own\nSELECT evntname FROM cloudtrail_logs');
    writeFileSync(join(place.folder, 'trailglass.yaml'), 'queries: own\n');

    const listed = await place.run('query', 'list', '--tag', 'own');
    const run = await place.run('query', 'run', 'top-callers', '--output', 'csv');
    const all = await place.run('query', 'list', '--json');

    rmSync(join(place.folder, 'trailglass.yaml'));
    expect(listed.stdout).toMatch(/top-callers +top-callers +your folder, not Trailglass +own/);
    expect(listed.stdout).toContain(`Not usable: ${join(own, 'wrong.sql')}: line 2:8: `);
    expect(run.stdout).toBe('one,two\r\n1,2\r\n');
    expect(JSON.parse(all.stdout).length).toBeGreaterThan(60);
  });
});
