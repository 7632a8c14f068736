/** What a code means for whoever meets it. `exit` is the CLI's exit code, `http` the status of an API answer. */
export interface ErrorEntry {
  readonly exit: 1 | 2 | 5 | 10 | 130;
  readonly http: number;
  readonly meaning: string;
  readonly next: string;
}

/** Every error a person can meet, in one table; `docs/reference/errors.md` is generated from it. */
export const ERRORS = {
  TG_CLI_USAGE: {
    exit: 2,
    http: 400,
    meaning: 'The command line was not understood.',
    next: 'Run the command with --help to see its arguments.',
  },
  TG_CLI_INTERRUPTED: {
    exit: 130,
    http: 499,
    meaning: 'The work was interrupted. What was committed stays.',
    next: 'Run the command again; a collect goes on from its last commit.',
  },
  TG_CONFIG_INVALID: {
    exit: 2,
    http: 500,
    meaning:
      'trailglass.yaml, an environment variable or a flag holds a value that is not allowed.',
    next: 'Mend the value at the line and column given.',
  },
  TG_CONFIG_SECRET: {
    exit: 2,
    http: 500,
    meaning: 'A secret reference could not be resolved.',
    next: 'Set the environment variable, or make the file readable.',
  },
  TG_TIME_INVALID: {
    exit: 2,
    http: 400,
    meaning: 'A point in time was not understood.',
    next: 'Write 2026-01-31, 2026-01-31T12:00:00Z, or T-7d for seven days before now.',
  },
  TG_STORAGE_NOT_FOUND: {
    exit: 1,
    http: 404,
    meaning: 'A file, folder, bucket or object does not exist.',
    next: 'Check the spelling of the path or address.',
  },
  TG_STORAGE_DENIED: {
    exit: 1,
    http: 403,
    meaning:
      'Access to a place where logs are stored was refused, or the credentials have expired.',
    next: 'Check the credentials (aws sts get-caller-identity) and the bucket policy.',
  },
  TG_STORAGE_UNREACHABLE: {
    exit: 1,
    http: 502,
    meaning: 'A place where logs are stored did not answer in time, after all retries.',
    next: 'Run the command again later: what was committed is not read twice.',
  },
  TG_STORAGE_TRUNCATED: {
    exit: 1,
    http: 502,
    meaning: 'Fewer or more bytes arrived than the listing says the object has.',
    next: 'Run the command again; if it stays, compare the object with its listing.',
  },
  TG_STORAGE_CHANGED: {
    exit: 1,
    http: 409,
    meaning: 'An object was overwritten between its listing and its reading.',
    next: 'Run the command again: the new content is listed then.',
  },
  TG_STORAGE_ARCHIVED: {
    exit: 1,
    http: 409,
    meaning: 'An object lies in an archive class of S3 (Glacier) and cannot be read as it is.',
    next: 'Restore it (aws s3api restore-object), wait for the restore, and run the command again.',
  },
  TG_STORAGE_TOO_LARGE: {
    exit: 1,
    http: 413,
    meaning: 'An object is larger than any that is read into memory.',
    next: 'Split it, or copy it to this machine and name it as a file.',
  },
  TG_CATALOG_NEWER: {
    exit: 1,
    http: 500,
    meaning: 'The lake was written by a newer version of Trailglass.',
    next: 'Update Trailglass, or use another home folder.',
  },
  TG_CATALOG_BUSY: {
    exit: 1,
    http: 503,
    meaning: 'Another process is writing to this lake.',
    next: 'Wait until it has ended, or use another home folder.',
  },
  TG_CATALOG_DAMAGED: {
    exit: 1,
    http: 500,
    meaning: 'The catalog cannot be read.',
    next: 'Run trailglass lake fsck; the logs themselves are untouched.',
  },
  TG_LAKE_DAMAGED: {
    exit: 1,
    http: 500,
    meaning: 'A part that the catalog lists is missing or unreadable.',
    next: 'Run trailglass lake fsck.',
  },
  TG_LAKE_EMPTY: {
    exit: 1,
    http: 404,
    meaning: 'There is no lake at this home yet.',
    next: 'Collect something first: trailglass collect PATH, or trailglass demo.',
  },
  TG_LAKE_CONFLICT: {
    exit: 1,
    http: 409,
    meaning:
      'What a commit was built on had been changed by an earlier commit. Nothing was written.',
    next: 'Run the command again.',
  },
  TG_LAKE_UNWRITABLE: {
    exit: 1,
    http: 507,
    meaning: 'The lake could not be written: the disk is full, read-only or refused the write.',
    next: 'Free some space or mend the rights, then run the command again: what was committed stays.',
  },
  TG_DECODE_FAILED: {
    exit: 5,
    http: 422,
    meaning: 'An object or a record could not be read as CloudTrail.',
    next: 'trailglass quarantine list shows what, where and why.',
  },
  TG_COLLECT_NO_TRAIL: {
    exit: 2,
    http: 400,
    meaning: 'Nothing to collect was named.',
    next: 'Give a path or an s3:// address, or name trails in trailglass.yaml.',
  },
  TG_QUERY_INVALID: {
    exit: 1,
    http: 400,
    meaning: 'The engine refused the query.',
    next: 'Mend the text at the place shown.',
  },
  TG_QUERY_UNKNOWN: {
    exit: 2,
    http: 404,
    meaning: 'There is no saved query of that name.',
    next: 'trailglass query list shows the saved queries.',
  },
  TG_IDENTITY_UNKNOWN: {
    exit: 1,
    http: 404,
    meaning: 'No event of the lake shows this identity, key or event.',
    next: 'Give an ARN, an access key or an event id as an event has it; trailglass status says what the lake holds.',
  },
  TG_RULE_UNKNOWN: {
    exit: 2,
    http: 404,
    meaning: 'No rule has this id, name or title, or it is not used.',
    next: 'trailglass detect list shows the rules; --rules PATH looks in files instead.',
  },
  TG_NOTIFY_UNKNOWN: {
    exit: 2,
    http: 404,
    meaning: 'There is no sink of that name.',
    next: 'trailglass notify list shows the sinks of the configuration.',
  },
  TG_NOTIFY_FAILED: {
    exit: 1,
    http: 502,
    meaning: 'A test message did not arrive at its sink.',
    next: 'Mend what is named, then run trailglass notify test again.',
  },
  TG_ALERT_UNKNOWN: {
    exit: 2,
    http: 404,
    meaning: 'No alert has this id, or several ids begin so.',
    next: 'trailglass alerts list shows the ids.',
  },
  TG_ALERT_STATE: {
    exit: 1,
    http: 409,
    meaning: 'The state of an alert does not allow what was asked. Nothing was changed.',
    next: 'trailglass alerts show ID says how it stands, and what was done with it.',
  },
  TG_SUPPRESSION_INVALID: {
    exit: 2,
    http: 400,
    meaning: 'A suppression lacks a part, or its condition or end is not understood.',
    next: 'Give --rule, --where FIELD=VALUE or --sql, --reason and --owner; --until lies in the future.',
  },
  TG_SUPPRESSION_UNKNOWN: {
    exit: 2,
    http: 404,
    meaning: 'No suppression in force has this id.',
    next: 'trailglass suppress list shows the ids.',
  },
  TG_OUTPUT_FAILED: {
    exit: 1,
    http: 500,
    meaning: 'A result could not be written.',
    next: 'Check the path and the free space.',
  },
  TG_INTERNAL: {
    exit: 1,
    http: 500,
    meaning: 'Something went wrong that should not have.',
    next: 'Please report it, with the output of the command under --verbose.',
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;

export type ErrorCode = keyof typeof ERRORS;
