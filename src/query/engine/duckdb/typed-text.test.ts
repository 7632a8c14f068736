import { describe, expect, it } from 'vitest';
import { prepareText } from './typed-text.ts';

/** The SQL, and the views it needs as `name:width`. */
function prepared(text: string) {
  const { sql, views } = prepareText(text);
  return { sql, views: views.map(({ name, width }) => `${name}:${width}`) };
}

describe('a table name', () => {
  it.each(['{table_name}', `\${table_name}`, '"{table_name}"', 'cloudtrail_logs'])(
    'may be written %s',
    (name) => {
      const { sql, views } = prepared(`SELECT eventname FROM ${name}`);

      expect(sql.replaceAll('"', '')).toBe('SELECT eventname FROM cloudtrail_logs');
      expect(views).toEqual(['cloudtrail_logs:visible']);
    },
  );

  it.each([
    'default.cloudtrail_logs',
    '"default"."cloudtrail_logs"',
    'awsdatacatalog.default.cloudtrail_logs',
    '"AwsDataCatalog"."my-db".cloudtrail_logs',
  ])('loses its database: %s', (name) => {
    const { sql, views } = prepared(`SELECT 1 FROM ${name} t`);

    expect(sql.replaceAll('"', '')).toBe('SELECT 1 FROM cloudtrail_logs t');
    expect(views).toEqual(['cloudtrail_logs:visible']);
  });

  it('may go on after that of the events', () => {
    const { sql, views } = prepared(
      'SELECT 1 FROM db.cloudtrail_logs_pp JOIN CloudTrail_Logs_2026',
    );

    expect(sql).toBe('SELECT 1 FROM cloudtrail_logs_pp JOIN CloudTrail_Logs_2026');
    expect(views).toEqual(['cloudtrail_logs_pp:visible', 'cloudtrail_logs_2026:visible']);
  });

  it('of another table is known too', () => {
    const { views } = prepared('SELECT 1 FROM cloudtrail_insights, cloudtrail_network');

    expect(views).toEqual(['cloudtrail_insights:visible', 'cloudtrail_network:visible']);
  });

  it('may be absent: then every table is at hand', () => {
    const { sql, views } = prepared('SHOW TABLES');

    expect(sql).toBe('SHOW TABLES');
    expect(views).toContain('cloudtrail_logs:visible');
    expect(views).toHaveLength(4);
  });

  it('is nothing else that has a dot: fields of rows stay', () => {
    const { sql } = prepared('SELECT useridentity.sessioncontext.attributes FROM cloudtrail_logs');

    expect(sql).toBe('SELECT useridentity.sessioncontext.attributes FROM cloudtrail_logs');
  });
});

describe('strings and comments', () => {
  it.each([
    "'db.cloudtrail_logs'",
    "'{table_name}'",
    "'it''s ts * ; -- no comment'",
    '/* db.cloudtrail_logs; {table_name} * */ 1',
    '-- db.cloudtrail_logs; {table_name} ts *\n1',
  ])('are left as they are: %j', (piece) => {
    const text = `SELECT ${piece} FROM cloudtrail_network`;

    const { sql, views } = prepared(text);

    expect(sql).toBe(text);
    expect(views).toEqual(['cloudtrail_network:visible']);
  });

  it('are not taken for hidden columns', () => {
    const { views } = prepared("SELECT 'ts' FROM cloudtrail_logs -- where ts");

    expect(views).toEqual(['cloudtrail_logs:visible']);
  });
});

describe('hidden columns', () => {
  it.each(['ts', 'TS', '"ts"', 'useridentity_arn', 'unknown', 'caller_id', 'dt', 'account'])(
    'are in the view once %s is named',
    (name) => {
      const { views } = prepared(`SELECT eventname FROM cloudtrail_logs WHERE ${name} IS NULL`);

      expect(views).toEqual(['cloudtrail_logs:all']);
    },
  );

  it('stay out of *', () => {
    const { sql, views } = prepared('SELECT * FROM cloudtrail_logs WHERE ts IS NULL');

    expect(views).toEqual(['cloudtrail_logs:all']);
    expect(sql).toMatch(/^SELECT "eventversion", "useridentity", .*"tlsdetails" FROM/);
    expect(sql).not.toContain('"ts"');
  });

  it('leave * alone where no hidden column is named', () => {
    const { sql } = prepared('SELECT * FROM cloudtrail_logs');

    expect(sql).toBe('SELECT * FROM cloudtrail_logs');
  });

  it('leave other stars alone', () => {
    const text = 'SELECT count(*), 2 * 3 FROM cloudtrail_logs WHERE ts IS NULL';

    expect(prepared(text).sql).toBe(text);
  });
});

describe('leaves of useridentity', () => {
  it.each([
    ["useridentity.arn = 'x'", "useridentity_arn = 'x'"],
    ['"userIdentity"."ARN" IS NULL', 'useridentity_arn IS NULL'],
    ["t.useridentity.type = 'Root'", "t.useridentity_type = 'Root'"],
    [
      "useridentity.sessioncontext.sessionissuer.arn = 'x'",
      "useridentity_sessioncontext_sessionissuer_arn = 'x'",
    ],
    ["'useridentity.arn' = 'x'", "'useridentity.arn' = 'x'"],
    ['useridentity.onbehalfof.userid IS NULL', 'useridentity.onbehalfof.userid IS NULL'],
  ])('in conditions are the columns that stand alone: %s', (written, given) => {
    const { sql } = prepared(`SELECT eventname FROM cloudtrail_logs t WHERE ${written}`);

    expect(sql).toBe(`SELECT eventname FROM cloudtrail_logs t WHERE ${given}`);
  });

  it('stay as they are elsewhere, so that columns keep their names', () => {
    const text = 'SELECT useridentity.arn FROM cloudtrail_logs GROUP BY useridentity.arn';

    const { sql, views } = prepared(text);

    expect(sql).toBe(text);
    expect(views).toEqual(['cloudtrail_logs:visible']);
  });
});

describe('a text', () => {
  it.each(['SELECT 1;', 'SELECT 1 ; ;\n', 'SELECT 1; -- done', 'SELECT 1 /* done */;'])(
    'may end in semicolons and comments: %j',
    (text) => {
      expect(prepared(text).sql).toBe('SELECT 1');
    },
  );

  it.each(['', ' \n', ';', '-- nothing', '/* nothing */ ;'])('may not be empty: %j', (text) => {
    expect(() => prepareText(text)).toThrow(
      expect.objectContaining({ code: 'TG_QUERY_INVALID', message: 'The query is empty.' }),
    );
  });

  it.each(['SELECT 1; SELECT 2', 'SELECT 1; DROP TABLE x;', '; SELECT 1'])(
    'may hold one statement only: %j',
    (text) => {
      expect(() => prepareText(text)).toThrow(
        expect.objectContaining({ message: expect.stringContaining('more than one statement') }),
      );
    },
  );

  it('may hold semicolons in texts and names', () => {
    const text = `SELECT ';' AS ";" -- ;`;

    expect(prepared(text).sql).toBe(`SELECT ';' AS ";"`);
  });
});
