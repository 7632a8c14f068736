import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { trailglass } from './cli.fixture.ts';
import { makePlace } from './small-lake.fixture.ts';

const place = makePlace();
afterAll(place.remove);

const sql = (args: readonly string[], input: string) =>
  trailglass(['sql', ...args], { home: place.home, cwd: place.folder, input });

const FAULTY = "SELECT a\nFROM t WHERE b IN ('c' 'd')";

describe('sql check', () => {
  it('finds nothing in a sound text', async () => {
    const { code, stdout, stderr } = await sql(['check'], 'SELECT 1;\n');

    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Nothing is wrong with it.\n',
      stderr: '',
    });
  });

  it('shows the place and what to write instead', async () => {
    const { code, stdout, stderr } = await sql(['check', '-'], FAULTY);

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      "SYNTAX_ERROR  line 2:16: mismatched input 'IN'",
      "FROM t WHERE b IN ('c' 'd')",
      '               ^',
      "The fault is at line 2:24. A comma is missing between 'c' and 'd'.",
      '',
    ]);
  });

  it('prints diagnostics as JSON', async () => {
    writeFileSync(join(place.folder, 'faulty.sql'), FAULTY);

    const { code, stdout } = await place.run('sql', 'check', 'faulty.sql', '--json');
    const sound = await sql(['check', '--json'], 'SELECT 1');

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual([
      {
        code: 'SYNTAX_ERROR',
        message: "line 2:16: mismatched input 'IN'",
        line: 2,
        column: 16,
        hint: expect.stringContaining('comma'),
      },
    ]);
    expect(JSON.parse(sound.stdout)).toEqual([]);
  });

  it('says when there is no such file', async () => {
    const { code, stderr } = await place.run('sql', 'check', 'absent.sql');

    expect(code).not.toBe(0);
    expect(stderr).toContain('absent.sql');
  });
});

describe('sql format', () => {
  it('prints a text in one spelling', async () => {
    const { code, stdout } = await sql(['format'], 'select a -- first\nfrom t where b=1 and c;');

    expect(code).toBe(0);
    expect(stdout).toBe('SELECT\n  a -- first\nFROM t\nWHERE b = 1\n  AND c\n');
  });

  it('refuses what it cannot read, and prints nothing of it', async () => {
    const { code, stdout, stderr } = await sql(['format'], 'select a frm t where `b` = 1');

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain("SYNTAX_ERROR: line 1:14: mismatched input 't'");
    expect(stderr).toContain('\n             ^\n');
    expect(stderr).toContain('TG_QUERY_INVALID');
  });
});
