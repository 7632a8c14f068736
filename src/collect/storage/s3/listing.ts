import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import type { StoredObject } from '../storage.ts';
import { etagOf } from './body.ts';
import { AnswerFault } from './faults.ts';

/**
 * An empty or cut answer parses as "nothing here", which must not pass for the truth.
 * @throws AnswerFault
 */
export function checkPage(page: ListObjectsV2CommandOutput): ListObjectsV2CommandOutput {
  const { KeyCount, IsTruncated, NextContinuationToken, Contents = [], CommonPrefixes = [] } = page;
  if (KeyCount === undefined && IsTruncated === undefined) {
    throw new AnswerFault('the listing is empty of everything');
  }
  if (KeyCount !== undefined && KeyCount !== Contents.length + CommonPrefixes.length) {
    throw new AnswerFault('the listing holds another number of keys than it says');
  }
  if (IsTruncated && NextContinuationToken === undefined) {
    throw new AnswerFault('the listing is cut, and does not say where it goes on');
  }
  return page;
}

export function objectsOf({ Contents = [] }: ListObjectsV2CommandOutput): readonly StoredObject[] {
  return Contents.map(({ Key = '', Size = 0, ETag, LastModified }) => ({
    key: Key,
    size: Size,
    etag: etagOf(ETag),
    modified: LastModified?.getTime() ?? 0,
  }));
}

/** Names one level below the prefix that was asked for, each with its `/`. */
export function foldersOf(
  { CommonPrefixes = [] }: ListObjectsV2CommandOutput,
  prefix: string,
): readonly string[] {
  return CommonPrefixes.map(({ Prefix = '' }) => Prefix.slice(prefix.length));
}
