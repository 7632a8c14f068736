import { BIGINT, type Type, VARCHAR } from '../types/index.ts';
import { stored, type TableColumn } from './table.ts';

const MOMENT: Type = { is: 'timestamp-zoned', precision: 3 };

/** What Trino's Hive tables tell of the file behind a row, under its names. */
export const FILE_COLUMNS: readonly TableColumn[] = [
  fileColumn(
    '$path',
    VARCHAR,
    'The log file that the row came from: s3://bucket/key, or its path.',
  ),
  fileColumn('$file_size', BIGINT, 'Bytes of that log file as stored.'),
  fileColumn('$file_modified_time', MOMENT, 'When that log file was written.'),
];

function fileColumn(name: string, type: Type, about: string): TableColumn {
  return { name, type, hidden: true, about, origin: 'file', value: (alias) => stored(alias, name) };
}
