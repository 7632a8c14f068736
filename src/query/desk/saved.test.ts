import { expect, it } from 'vitest';
import { openDuckDB } from '../engine/index.ts';
import { savedQueries, savedQuery } from './saved.ts';

it('lists the saved queries by name, each with a title and a description', () => {
  const queries = savedQueries();

  const names = queries.map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
  expect(names).toContain('throttled-systems');
  for (const { name, title, description } of queries) {
    expect(title, name).not.toBe(name);
    expect(description, name).toMatch(/\.$/);
  }
});

it('leaves the head out of the SQL', () => {
  const { sql } = savedQuery('throttled-systems');

  expect(sql).toMatch(/^SELECT /);
  expect(sql).not.toContain('-- title');
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

it.each(savedQueries().map(({ name }) => name))('%s runs', async (name) => {
  const engine = await openDuckDB({
    snapshot: { parts: { events: [], network: [], insights: [], aggregated: [] } },
  });

  const { columns } = await engine.run(savedQuery(name).sql);

  expect(columns.length).toBeGreaterThan(2);
  await engine.close();
});
