import { flowThat } from './flows';
import { expect, test } from './page';
import type { FaultlinePage } from './page';

/** A page that does the work itself stands still for tens of seconds. The machine of a test may be busy as well. */
const STALL_MS_MAX = 4000;

test.beforeEach(async ({ faultline }) => {
  await faultline.choosePace('At once');
});

test.describe('a text that is no flow', () => {
  const withoutStart = flowThat('pass').replaceAll('def start', 'def begin');
  const texts = [
    ['a syntax error', flowThat('self.x = (1,'), /cannot be read/, 'SyntaxError'],
    ['no start step', withoutStart, null, 'exactly one start step'],
    ['no FlowSpec', 'print("hello")\n', null, 'FlowSpec'],
  ] as const;

  for (const [what, text, sentence, line] of texts) {
    test(`with ${what} is marked as it is typed, and refused when it is run`, async ({ faultline }) => {
      await faultline.write(text);
      await expect(faultline.page.getByRole('button', { name: /\d+ problem/ })).toBeVisible();
      if (sentence) await expect(faultline.sentence).toContainText(sentence);
      await faultline.command('run');
      await faultline.prints(line);
      expect(await faultline.api('runs')).toEqual([]);
    });
  }
});

test.describe('a command line that Metaflow refuses', () => {
  const lines = [
    ['run --epoch_count 4', 'no such option: --epoch_count'],
    ['run --epochs many', "Invalid value for '--epochs': many is not a valid integer"],
    ['run now', 'Got unexpected extra argument (now)'],
    ['resume', 'A previous run id was not found. Specify --origin-run-id.'],
    ['resume --origin-run-id 12345', 'Resume could not find run id 12345'],
  ] as const;

  for (const [line, message] of lines) {
    test(`${line}: ${message}`, async ({ faultline }) => {
      await faultline.write(flowThat('pass'));
      await faultline.command(line);
      await faultline.prints(message);
      expect(await faultline.api('runs')).toEqual([]);
    });
  }
});

test.describe('code that misbehaves', () => {
  /** Runs a flow whose `start` does `body`, and gives what became of its first attempt. */
  async function attemptOf(faultline: FaultlinePage, ...body: string[]) {
    await faultline.write(flowThat(...body));
    await faultline.api('ready', { python: true });
    const stall = await faultline.longestStall(async () => {
      await faultline.runButton.click();
      await faultline.seesEnd(/Failed|Succeeded/);
    });
    expect(stall).toBeLessThan(STALL_MS_MAX);
    return (await faultline.lastRecord()).tasks[0]?.attempts[0];
  }

  test('leaves through sys.exit: the step fails with what it said last', async ({ faultline }) => {
    const attempt = await attemptOf(faultline, 'import sys', 'sys.exit("disk is full")');
    expect(attempt).toMatchObject({ ok: false, exception: null, message: 'disk is full', cause: 'user' });
    await faultline.sees('start', 'Failed');
  });

  test('leaves an artifact that does not pickle: the step fails, and the artifact is named', async ({ faultline }) => {
    const attempt = await attemptOf(faultline, 'self.squares = (n * n for n in range(3))');
    expect(attempt).toMatchObject({ ok: false, message: 'Cannot pickle dump artifact named "squares"' });
  });

  test('loops for ever: the watchdog ends it, and the page never stood still', async ({ faultline }) => {
    const attempt = await attemptOf(faultline, 'while True:', '    pass');
    expect(attempt).toMatchObject({ ok: false, cause: 'watchdog' });
    expect((await faultline.lastRecord()).run.reproducible).toBe(false);
  });

  test('can be stopped while it loops', async ({ faultline }) => {
    await faultline.write(flowThat('while True:', '    pass'));
    await faultline.runButton.click();
    await faultline.sees('start', 'Running|Starting');
    await faultline.stopButton.click();
    await faultline.seesEnd(/Stopped/);
    expect((await faultline.lastRecord()).run.outcome).toBe('cancelled');
  });

  test('prints 50 MB: the page stays alive, and keeps as much as Metaflow does', async ({ faultline }) => {
    await attemptOf(faultline, 'for n in range(500_000):', '    print("x" * 100)');
    const { events, tasks } = await faultline.lastRecord();
    const bytes = tasks.flatMap(({ stdout }) => stdout).reduce((sum, line) => sum + line.length + 1, 0);
    expect(bytes).toBeLessThan(10.1 * 1024 * 1024);
    const said = events.flatMap((event) => (event.type === 'output' ? event.lines : []));
    expect(said).toContain('[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]');
    await faultline.prints('Done!');
  });
});
