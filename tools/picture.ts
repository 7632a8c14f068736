import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { tableTexts } from '../src/cli/commands/rows.ts';
import { outputOf } from '../src/cli/terminal/terminal.ts';
import { collect } from '../src/collect/trails/index.ts';
import { generate } from '../src/demo/organisation/index.ts';
import { DEMO } from '../src/demo/tour/index.ts';
import { fillIn, openDesk, savedQuery } from '../src/query/desk/index.ts';
import { drawTerminal } from './picture/terminal.ts';

/** Columns of the terminal in the picture. */
const COLUMNS = 128;

/** What the demo's first question answers in a terminal of that width, with its escape sequences. */
async function answer(folder: string): Promise<string> {
  const [trail, home] = [join(folder, 'trail'), join(folder, 'home')];
  const { events, days, seed, query } = DEMO;
  await generate({ dir: trail, events, days, seed });
  await collect({ home, trails: [{ address: trail }] });
  const desk = await openDesk({ home });
  try {
    const screen = Object.assign(new PassThrough(), { isTTY: true, columns: COLUMNS });
    const output = outputOf(screen, { env: {} });
    let text = '';
    for await (const piece of tableTexts(await desk.run(fillIn(savedQuery(query))), output, 50)) {
      text += piece;
    }
    return text;
  } finally {
    await desk.close();
  }
}

/** `docs/picture.svg`: the demo's first question, and what the program really answers. */
const folder = mkdtempSync(join(tmpdir(), 'trailglass-picture-'));
try {
  const lines = (await answer(folder)).trimEnd().split('\n');
  const svg = drawTerminal({
    columns: COLUMNS,
    title: 'Who is being throttled?',
    command: `trailglass query --saved ${DEMO.query}`,
    lines,
  });
  writeFileSync(new URL('../docs/picture.svg', import.meta.url), svg);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
