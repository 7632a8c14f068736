import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openDuckDB } from '../../engine/index.ts';
import { fillIn } from './fill.ts';
import { PARAMETER_TYPES } from './parameter-types.ts';
import { faultsOf } from './save.ts';
import { type SavedQuery, savedQueries, savedQuery } from './saved.ts';
import { sqlFaultOf } from './sql-fault.ts';

describe('the queries that come with Trailglass', () => {
  const queries = savedQueries().map((query) => [query.name, query] as const);
  let engine: Engine;

  beforeAll(async () => {
    const parts = { events: [], network: [], insights: [], aggregated: [] };
    engine = await openDuckDB({ snapshot: { parts } });
  });

  afterAll(async () => engine.close());

  it('are at least sixty, by name', () => {
    const names = queries.map(([name]) => name);

    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(names).toEqual(names.toSorted());
  });

  it.each(queries)('%s says what it is', (name, query) => {
    const { title, description, tags, parameters } = query;

    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(title).toMatch(/^[A-Z].{5,49}$/);
    expect(title).not.toMatch(/\.$/);
    expect(description).toMatch(/^[A-Z].{20,220}[.?]$/);
    expect(tags.length).toBeGreaterThan(0);
    for (const tag of tags) expect(tag).toMatch(/^[a-z0-9-]+$/);
    for (const parameter of parameters) expect(parameter.description).toMatch(/^[A-Z].+\.$/);
  });

  it.each(queries)('%s uses its parameters, and no others', (_, query) => {
    expect(faultsOf(query)).toEqual([]);
  });

  it.each(queries)('%s is right SQL, whatever its parameters are', (_, query) => {
    expect(sqlFaultOf(query)).toBeUndefined();
  });

  it.each(queries)('%s runs, and has the columns of its chart', async (_, query) => {
    const { columns } = await engine.run(fillIn(query, examplesFor(query)));

    const names = columns.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(2);
    expect(new Set(names).size).toBe(names.length);
    for (const column of chartColumns(query)) expect(names).toContain(column);
  });

  it('answer the columns written down', async () => {
    const lines: string[] = [];
    for (const [name, query] of queries) {
      const { columns } = await engine.run(fillIn(query, examplesFor(query)));
      lines.push(`${name}: ${columns.map((column) => column.name).join(', ')}`);
    }

    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(COLUMNS);
  });

  it.each(queries.filter(([, query]) => textsOf(query).length > 0))(
    '%s takes any text as a value',
    async (_, query) => {
      const hostile = textsOf(query).map((name) => [name, `';"--/*\n:from`]);

      const { pages } = await engine.run(
        fillIn(query, { ...examplesFor(query), ...Object.fromEntries(hostile) }),
      );

      for await (const page of pages) expect(page).toEqual([]);
    },
  );
});

const COLUMNS = '../../../../test/cases/queries/columns.txt';

/** Parameters that take any text. */
function textsOf({ parameters }: SavedQuery): readonly string[] {
  return parameters
    .filter(({ type }) => type === 'text' || type === 'pattern')
    .map(({ name }) => name);
}

/** A value for each parameter that has no default. */
function examplesFor({ parameters }: SavedQuery): Record<string, string> {
  const open = parameters.filter((parameter) => parameter.default === undefined);
  return Object.fromEntries(open.map(({ name, type }) => [name, PARAMETER_TYPES[type].example]));
}

function chartColumns({ chart }: SavedQuery): readonly string[] {
  return chart ? [chart.x, chart.y, ...(chart.by === undefined ? [] : [chart.by])] : [];
}

describe('savedQuery', () => {
  it('leaves the head out of the SQL and keeps it in the text', () => {
    const { sql, text } = savedQuery('throttled-systems');

    expect(sql).toMatch(/^SELECT /);
    expect(sql).not.toContain('-- title');
    expect(text).toMatch(/^-- title: /);
  });

  it('says which name was meant', () => {
    const ask = () => savedQuery('throttledsystems');

    expect(ask).toThrow(
      expect.objectContaining({
        code: 'TG_QUERY_UNKNOWN',
        message: expect.stringContaining('Did you mean throttled-systems?'),
      }),
    );
  });

  it('opens no file of another folder', () => {
    expect(() => savedQuery('../package')).toThrow(
      expect.objectContaining({ code: 'TG_QUERY_UNKNOWN' }),
    );
  });
});
