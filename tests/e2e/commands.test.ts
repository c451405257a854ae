import { expect, test } from './page';

/** Commands of the notes, and what becomes of the flow's two troubled steps. */
const commands = [
  {
    line: 'run --simulate_api_failure False --simulate_code_bug False',
    shows: { api_call: 'Succeeded', risky_logic: 'Succeeded' },
    says: '📝 Step failed but caught:  None',
  },
  {
    line: 'run --simulate_api_failure True --simulate_code_bug False',
    shows: { risky_logic: 'Succeeded' },
    says: '📦 API Data: ',
  },
  {
    line: 'run --simulate_code_bug True',
    shows: { risky_logic: 'Caught' },
    says: 'ValueError: 🐛 Logic bug occurred!',
  },
];

for (const { line, shows, says } of commands) {
  test(`python FailureHandlingFlow.py ${line}`, async ({ faultline }) => {
    await faultline.choosePace('At once');
    await faultline.command(line);
    await faultline.seesEnd(/Succeeded in/);
    for (const [step, word] of Object.entries(shows)) await faultline.sees(step, word);
    const { run, tasks } = await faultline.lastRecord();
    expect(run.command).toEqual(line.split(' '));
    expect(tasks.find(({ step }) => step === 'summarize')?.stdout.join('\n')).toContain(says);
  });
}

test('the command may be typed with python and the file name before it, and comes back with the arrow key', async ({
  faultline,
}) => {
  await faultline.choosePace('At once');
  await faultline.command('python FailureHandlingFlow.py run --simulate_api_failure False');
  await faultline.seesEnd(/Succeeded in/);
  await faultline.prompt.press('ArrowUp');
  await expect(faultline.prompt).toHaveValue('run --simulate_api_failure False');
});

test('parameters are set with the controls that their flow makes', async ({ faultline }) => {
  await faultline.choosePace('At once');
  await expect(faultline.parameter('simulate_api_failure')).toBeChecked();
  await faultline.parameter('simulate_api_failure').click();
  await faultline.parameter('simulate_code_bug').click();
  await faultline.runButton.click();
  await faultline.sees('risky_logic', 'Caught');
  await faultline.seesEnd(/Succeeded in/);
  const { tasks } = await faultline.lastRecord();
  expect(tasks.find(({ step }) => step === 'api_call')?.attempts).toHaveLength(1);
  expect(tasks.find(({ step }) => step === 'end')?.artifacts).toMatchObject({
    simulate_api_failure: false,
    simulate_code_bug: true,
  });
});
