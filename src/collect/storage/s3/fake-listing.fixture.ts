/** The ListObjectsV2 answer over some keys, in XML as S3 writes it. */
export interface Listed {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly modified: number;
}

interface Line {
  /** The key, or the common prefix: where the listing stands after this line. */
  readonly mark: string;
  readonly object?: Listed;
}

/** `objects` in key order; `query` as in the request. */
export function listingOf(
  objects: readonly Listed[],
  query: URLSearchParams,
  pageSize: number,
): string {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : fromToken(token);
  const lines = linesOf(
    objects.filter(({ key }) => key.startsWith(prefix)),
    prefix,
    delimiter,
  );
  const left = lines.slice(lines.findLastIndex(({ mark }) => mark === after) + 1);
  const page = left.slice(0, Math.min(pageSize, Number(query.get('max-keys') ?? 1000)));
  const isTruncated = page.length < left.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    `<Prefix>${escaped(prefix)}</Prefix><KeyCount>${page.length}</KeyCount>`,
    `<IsTruncated>${isTruncated}</IsTruncated>`,
    isTruncated
      ? `<NextContinuationToken>${toToken(page.at(-1)?.mark)}</NextContinuationToken>`
      : '',
    ...page.map(xmlOf),
    '</ListBucketResult>',
  ].join('');
}

function linesOf(objects: readonly Listed[], prefix: string, delimiter: string): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const object of objects) {
    const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const mark = end < 0 ? object.key : object.key.slice(0, end + 1);
    if (!lines.has(mark)) lines.set(mark, end < 0 ? { mark, object } : { mark });
  }
  return [...lines.values()];
}

function xmlOf({ mark, object }: Line): string {
  if (!object) return `<CommonPrefixes><Prefix>${escaped(mark)}</Prefix></CommonPrefixes>`;
  const modified = new Date(object.modified).toISOString();
  return `<Contents><Key>${escaped(object.key)}</Key><LastModified>${modified}</LastModified><ETag>&quot;${object.etag}&quot;</ETag><Size>${object.size}</Size></Contents>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function toToken(mark = ''): string {
  return Buffer.from(mark).toString('base64url');
}

function fromToken(token: string): string {
  return Buffer.from(token, 'base64url').toString();
}
