/** `npm run sim [-- --seed N]`: the simulation tests, all of their worlds or one. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '' } } });
const { status } = spawnSync('vitest run --project unit tests/simulation', {
  env: { ...process.env, FAULTLINE_SEED: values.seed },
  stdio: 'inherit',
  shell: true,
});
process.exitCode = status ?? 1;
