import { ERRORS } from '../../src/base/errors/index.ts';
import { code, heading, page, table } from './markdown.ts';

const INTRO = `
Whatever goes wrong is said in the same form, on standard error: one sentence, then the code and what to
do next. With \`--verbose\` the causes follow. The code is stable, the words are not.

\`Exit\` is what the command returns; \`HTTP\` is the status that the server will answer with, once there
is one. All exit codes: \`trailglass help exit-codes\`.`;

export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([name, { exit, http, meaning, next }]) => {
    return [code(name), exit, http, meaning, next];
  });
  return page(
    heading('Errors', 'src/base/errors/catalogue.ts'),
    INTRO,
    table(['Code', 'Exit', 'HTTP', 'What it means', 'What to do'], rows),
  );
}
