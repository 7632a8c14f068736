import { expect, it } from 'vitest';
import { configJsonSchema } from './index.ts';

it('describes every setting to editors, and refuses unknown keys', () => {
  const schema = configJsonSchema();

  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    properties: {
      home: { type: 'string', description: expect.any(String) },
      workers: { type: 'integer', minimum: 1, maximum: 64 },
      trails: {
        propertyNames: { pattern: '^[a-z0-9][a-z0-9_-]*$' },
        additionalProperties: {
          additionalProperties: false,
          properties: { s3: { pattern: expect.stringContaining('s3') }, path: { type: 'string' } },
        },
      },
      query: { properties: { rows: { default: 50 } } },
    },
  });
});

it('requires nothing: what is left out has a default', () => {
  const schema = configJsonSchema();

  expect(schema).not.toHaveProperty('required');
  expect(schema).not.toHaveProperty('properties.query.required');
});
