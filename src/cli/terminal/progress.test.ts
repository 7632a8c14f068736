import { describe, expect, it } from 'vitest';
import { screen } from './output.fixture.ts';
import { Progress } from './progress.ts';

/** A progress at a clock that the test moves. */
function started(columns?: number) {
  const clock = { now: 1_000_000 };
  const { out, text } = screen(columns);
  return { clock, text, progress: new Progress(out, () => clock.now) };
}

describe('on a terminal', () => {
  it('one line is drawn at once, and again a tenth of a second later', () => {
    const { clock, text, progress } = started(40);

    progress.show(() => 'one');
    progress.show(() => 'two');
    clock.now += 100;
    progress.show(() => 'three');

    expect(text()).toBe('\r\u001b[2Kone\r\u001b[2Kthree');
  });

  it('it never wraps', () => {
    const { text, progress } = started(10);

    progress.show(() => 'a line that is too long');

    expect(text()).toBe('\r\u001b[2Ka line t…');
  });

  it('it is removed at the end, if it was ever drawn', () => {
    const drawn = started(40);
    const silent = started(40);
    drawn.progress.show(() => 'one');

    drawn.progress.end();
    silent.progress.end();

    expect(drawn.text().endsWith('\r\u001b[2K')).toBe(true);
    expect(silent.text()).toBe('');
  });
});

describe('elsewhere', () => {
  it('plain lines come every five seconds, the first after five', () => {
    const { clock, text, progress } = started();

    for (let second = 0; second <= 11; second++) {
      progress.show(() => `second ${second}`);
      clock.now += 1000;
    }
    progress.end();

    expect(text()).toBe('second 5\nsecond 10\n');
  });

  it('the text is not even made when nothing is shown', () => {
    const { progress } = started();
    let made = 0;

    progress.show(() => `${made++}`);

    expect(made).toBe(0);
  });
});
