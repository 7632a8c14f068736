/** `trailglass help TOPIC`. */
export const HELP_TOPICS: Readonly<Record<string, string>> = {
  'exit-codes': `Exit codes
  0    done; also when there were no rows
  1    failure: engine, lake, network
  2    wrong usage or configuration
  5    partial: something was quarantined or could not be read; the rest is in
  10   found: with --fail or --fail-on, something that should not be; detect test: an example failed
  130  interrupted; what was committed stays`,
  environment: `Environment
  TRAILGLASS_HOME          folder of the lake and its catalog
  TRAILGLASS_CONFIG        configuration file
  TRAILGLASS_QUERIES       folder of your own saved queries
  TRAILGLASS_WORKERS       decoding threads
  TRAILGLASS_QUERY_ROWS    rows that a terminal shows
  TRAILGLASS_QUERY_MEMORY  most memory of a query, such as 2GB
  NO_COLOR                 no colours
  AWS_*                    the AWS SDK's own: AWS_PROFILE, AWS_REGION ...
Flags win over variables, variables over trailglass.yaml, that over defaults.
In trailglass.yaml, \${env:NAME} and \${file:PATH} stand for secrets.`,
  output: `Output
  Data goes to standard output, messages and progress to standard error.
  --json and --output are contracts: they do not change with the terminal.
  A terminal shows the first rows and says so; files and pipes get all.
  NULL is an unquoted nothing in CSV, null in JSON, NULL elsewhere.
  Whole numbers beyond 2^53 are text in JSON. Times are UTC, ISO 8601.`,
};
