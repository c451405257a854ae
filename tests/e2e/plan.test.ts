import { expect, test } from './page';
import type { FaultlinePage } from './page';

/** Opens the popover for a step by keyboard. */
async function aimAt(faultline: FaultlinePage, step: string): Promise<void> {
  await faultline.node(step).click();
  await faultline.page.keyboard.press('a');
  await expect(faultline.page.getByRole('dialog', { name: 'Aim a failure' })).toBeVisible();
}

test('a failure that is aimed on the graph strikes its attempt, which is retried', async ({ faultline }) => {
  const { page, graph } = faultline;
  await faultline.parameter('simulate_api_failure').click();
  await aimAt(faultline, 'api_call');
  await page.getByRole('button', { name: 'Eviction' }).click();
  await page.getByRole('button', { name: 'After, before saving' }).click();
  await page.getByRole('button', { name: 'Aim', exact: true }).click();
  await expect(graph.getByRole('button', { name: /^Aimed: eviction · attempt 0/ })).toBeVisible();
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await faultline.seesEnd(/Succeeded|succeeded/);
  const record = await faultline.lastRecord();
  const task = record.tasks.find(({ step }) => step === 'api_call');
  expect(task?.attempts.map(({ ok, cause, fault }) => [ok, cause, fault])).toEqual([
    [false, 'killed', 'eviction-1'],
    [true, undefined, undefined],
  ]);
});

test('a failure that struck nothing is said, and the run is possible all the same', async ({ faultline }) => {
  await aimAt(faultline, 'end');
  await faultline.page.getByRole('button', { name: 'every', exact: true }).click();
  await faultline.page.getByRole('button', { name: 'In the run' }).click();
  await faultline.page.getByRole('textbox', { name: 'Seconds of the run' }).fill('900');
  await faultline.page.keyboard.press('Tab');
  await faultline.page.getByRole('button', { name: 'Aim', exact: true }).click();
  await faultline.choosePace('At once');
  await faultline.runButton.click();
  await faultline.seesEnd(/Never struck: spot interruption · every attempt of end/);
});

test('an attempt that is killed by hand joins the plan, and the next run goes the same way', async ({ faultline }) => {
  const { page } = faultline;
  await faultline.choosePace('1×');
  await faultline.node('api_call').click();
  await faultline.runButton.click();
  await faultline.sees('api_call', 'Starting|Running');
  // It stands still while the hand looks for the menu.
  await page.getByRole('button', { name: 'Pause (Space)' }).click();
  await page.getByRole('button', { name: 'Kill now' }).click();
  await page.getByRole('menuitem', { name: 'Spot interruption' }).click();
  await expect(page.getByText(/Added to the failure plan; Run again replays it/)).toBeVisible();
  await page.getByRole('button', { name: 'Play (Space)' }).click();
  await faultline.choosePace('At once');
  await expect(faultline.runButton).toBeVisible({ timeout: 90_000 });
  const killed = await faultline.lastRecord();
  expect(killed.scenario.faults).toMatchObject([{ kind: 'spot-interruption', step: 'api_call', id: 'live-1' }]);
  await faultline.runButton.click();
  const { digest } = killed.run;
  await expect
    .poll(async () => (await faultline.api('runs')).map((run) => [run.number, run.digest]), { timeout: 90_000 })
    .toEqual([
      [2, digest],
      [1, digest],
    ]);
});

test('a plan that is half typed is kept, named and mended', async ({ faultline }) => {
  const { page } = faultline;
  await page.getByRole('tab', { name: /^failures\.json/ }).click();
  const plan = page.getByRole('textbox', { name: /^Failure plan/ });
  const typed = '{ "faults": [{ "kind": "slow", "step": "api_cal", "probability": 7 }';
  await expect(plan).toBeVisible();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const paste = async (text: string): Promise<void> => {
    await page.evaluate((given) => navigator.clipboard.writeText(given), text);
    await plan.focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('ControlOrMeta+V');
  };
  await paste(typed);
  const problems = page.getByRole('list', { name: 'Problems of the failure plan' });
  await expect(problems).toContainText('A closing bracket ] is missing.');
  await expect(page.getByText('This is no plan yet.')).toBeVisible();
  await page.reload(); // What is typed is written before the page goes.
  await page.getByRole('tab', { name: /^failures\.json/ }).click();
  await expect(problems).toContainText('A closing bracket ] is missing.');
  await paste(`${typed}] }`);
  await expect(problems).toContainText('7 is more than 1. Give a number from 0 to 1.');
  await paste(`${typed.replace(', "probability": 7', '')}] }`);
  await expect(problems).toContainText('The flow has no step api_cal. Did you mean api_call?');
});

test('a flow in TypeScript has what the allow-list names, and its parameters can be altered', async ({ faultline }) => {
  const source = `import { FlowSpec, Parameter, step } from 'faultline'
export default class Alone extends FlowSpec {
  limit = Parameter({ default: 3 })
  @step() only() {
    console.log(this.limit, structuredClone([1]), atob(btoa('a')), typeof queueMicrotask)
  }
}`;
  const faults = [{ kind: 'bad-input', step: 'only', input: { name: 'limit', change: 'null' } }] as const;
  await faultline.api('open', { language: 'typescript', source, faults });
  const { run, tasks } = await faultline.api('execute', ['run']);
  expect(run.neverStruck).toBeUndefined();
  expect(tasks[0]?.stdout).toEqual(['null [ 1 ] a function']);
});
