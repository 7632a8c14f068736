import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf, keysOf } from './gather.fixture.ts';
import { openStorage } from './open-storage.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'trailglass-open-'));
  mkdirSync(join(root, 'team/AWSLogs/123456789012/CloudTrail'), { recursive: true });
  writeFileSync(join(root, 'team/AWSLogs/123456789012/CloudTrail/a.json'), '[]');
  writeFileSync(join(root, 'team/b.json'), '[]');
});

afterEach(() => rmSync(root, { recursive: true }));

describe('openStorage', () => {
  it('opens a folder', async () => {
    const { storage, prefix } = await openStorage(`${root}/`);

    expect([storage.id, storage.name, prefix]).toEqual(['folder', root, '']);
  });

  it('has the same root and keys from wherever inside AWSLogs', async () => {
    const { storage, prefix } = await openStorage(join(root, 'team/AWSLogs/123456789012'));

    expect(storage.name).toBe(join(root, 'team'));
    expect(prefix).toBe('AWSLogs/123456789012/');
    expect(await keysOf(storage, prefix)).toEqual(['AWSLogs/123456789012/CloudTrail/a.json']);
  });

  it('opens a single file', async () => {
    const loose = await openStorage(join(root, 'team/b.json'));
    const log = await openStorage(join(root, 'team/AWSLogs/123456789012/CloudTrail/a.json'));

    expect(await keysOf(loose.storage, loose.prefix)).toEqual(['b.json']);
    expect(log.storage.name).toBe(join(root, 'team'));
    expect(await keysOf(log.storage, log.prefix)).toEqual([log.prefix]);
    expect(log.storage.localPath?.(log.prefix)).toBe(
      join(root, 'team/AWSLogs/123456789012/CloudTrail/a.json'),
    );
  });

  it('opens standard input', async () => {
    const { storage, prefix } = await openStorage('-', { stdin: Readable.from(['[]']) });

    expect([storage.id, storage.name, prefix]).toEqual(['stdin', '-', '']);
    expect(await keysOf(storage)).toEqual(['-']);
  });

  it.each([
    ['s3://logs', 's3://logs', ''],
    ['s3://logs/', 's3://logs', ''],
    ['S3://logs/team/a b/AWSLogs', 's3://logs', 'team/a b/AWSLogs'],
  ])('opens %s without a request', async (address, name, prefix) => {
    const opened = await openStorage(address);

    expect([opened.storage.name, opened.prefix]).toEqual([name, prefix]);
    await opened.storage.close();
  });

  it.each([
    ['/no/such/folder', /^There is no \/no\/such\/folder\.$/],
    ['s3://', /names no bucket/],
    ['https://example.com/logs', /no place that can be read/],
    ['', /no place that can be read/],
  ])('says what is wrong with "%s"', async (address, words) => {
    const error = await failureOf(openStorage(address));

    expect(error.code).toBe('TG_STORAGE_NOT_FOUND');
    expect(error.message).toMatch(words);
  });
});
