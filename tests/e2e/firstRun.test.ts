import { expect, test as returning } from './page';

/** With nothing from before: Python's snapshot is made while they look. */
const test = returning.extend({
  context: async ({ browser }, use) => {
    const context = await browser.newContext({ baseURL: process.env['FAULTLINE_URL'] ?? '' });
    await use(context);
    await context.close();
  },
});

test.describe('a new visitor', () => {
  test('sees the notes’ flow, drawn before Python has arrived', async ({ faultline }) => {
    await expect(faultline.code).toBeVisible();
    for (const step of ['start', 'api_call', 'risky_logic', 'summarize', 'end']) {
      await expect(faultline.node(step)).toBeVisible();
    }
    await expect(faultline.sentence).toContainText('Nothing has run yet');
    await expect(faultline.seed).toHaveValue(/^\d+$/);
  });

  test('presses Run: the call fails, waits, is retried, and all of it takes eight to twelve seconds', async ({
    faultline,
  }) => {
    await faultline.api('ready', { python: true });
    const began = Date.now();
    await faultline.runButton.click();
    await expect(faultline.stopButton).toBeVisible();
    await faultline.sees('api_call', 'Waiting for retry');
    await faultline.sees('end', 'Succeeded');
    await faultline.seesEnd(/Succeeded in/);
    expect(Date.now() - began).toBeGreaterThan(7500);

    const { run, tasks } = await faultline.lastRecord();
    expect(run).toMatchObject({ outcome: 'succeeded', flowName: 'FailureHandlingFlow', reproducible: true });
    // At two virtual seconds a second; computing comes on top, and on a busy machine is no measure.
    expect(run.duration / 2).toBeGreaterThan(8);
    expect(run.duration / 2).toBeLessThan(12);
    const call = tasks.find(({ step }) => step === 'api_call');
    expect(call?.attempts[0]).toMatchObject({ ok: false, exception: 'RuntimeError' });
    expect(call?.attempts.at(-1)).toMatchObject({ ok: true });
  });

  test('runs it from the code with Control and Enter, and reads Metaflow’s own lines', async ({ faultline }) => {
    await faultline.choosePace('At once');
    await faultline.code.focus();
    await faultline.page.keyboard.press('ControlOrMeta+Enter');
    await faultline.seesEnd(/Succeeded in/);
    await faultline.lower('Console');
    await faultline.prints('🏁 Flow completed.');
    await faultline.prints('Done!');
    const { output } = (await faultline.lastRecord()).run;
    expect(output.join('\n')).toContain('Workflow starting (run-id');
    expect(output.join('\n')).toContain('💥 API request failed! Retrying...');
  });

  test('finds the card that summarize made', async ({ faultline }) => {
    await faultline.choosePace('At once');
    await faultline.runButton.click();
    await faultline.seesEnd(/Succeeded in/);
    await faultline.lower('Cards');
    await expect(faultline.page.getByTitle('Card of summarize')).toBeVisible();
  });

  test('rolls the seed, and gets another run', async ({ faultline }) => {
    await faultline.choosePace('At once');
    const seed = await faultline.seed.inputValue();
    await faultline.page.getByRole('button', { name: 'Roll a new seed' }).click();
    await expect(faultline.seed).not.toHaveValue(seed);
    const [first, second] = [await faultline.api('execute', ['run']), await faultline.api('execute', ['run'])];
    expect(first.scenario.seed).not.toBe(Number(seed));
    expect(second.run.digest).toBe(first.run.digest);
  });
});
