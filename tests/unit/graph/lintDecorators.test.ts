import { expect, test } from 'vitest';
import { lintDeclarations } from '../../../src/graph/lintDeclarations';
import { lintDecorators } from '../../../src/graph/lintDecorators';
import { flowText, graphOfText, stepText } from '../../support/pythonFlow';

const graphWith = (above: string, next = 'self.end') => {
  const steps = [stepText('start', next, { above: above.split('\n').join('\n    ') }), stepText('end', null)];
  return graphOfText(flowText(steps.join('\n\n')));
};

const MAXIMUM = 'The maximum number of retries is @retry(times=4).';
const NO_DURATION = 'Specify a duration for @timeout.';

test.each([
  ['@retry(times=5)', MAXIMUM],
  ['@retry(times="7")', MAXIMUM],
  ['@retry(times=4)', null],
  ['@retry(times=-1)', null],
  ['@retry(times=TIMES)', null],
  ['@retry', null],
  ['@timeout', NO_DURATION],
  ['@timeout(seconds=0, hours=0)', NO_DURATION],
  ['@timeout(seconds=0.5)', NO_DURATION],
  ['@timeout(minutes=1)', null],
  ['@timeout(seconds=LIMIT)', null],
  ['@catch(var="x")', null],
])('%s', (above, message) => {
  expect(lintDecorators(graphWith(above)).map((problem) => problem.message)).toEqual(message === null ? [] : [message]);
});

test('@catch is refused on a foreach and on a switch, at its own line', () => {
  const [foreach] = lintDecorators(graphWith('@catch', "self.end, foreach='xs'"));
  expect(foreach).toMatchObject({
    headline: 'Flow failed',
    message: '@catch is defined for the step start but @catch is not supported in foreach split steps.',
    ...{ line: 5, column: 5, endColumn: 11 },
  });
  const [chosen] = lintDecorators(graphWith('@catch', "{'a': self.end, 'b': self.end}, condition='c'"));
  expect(chosen?.message).toBe(
    '@catch is defined for the step start but @catch is not supported in conditional switch steps.',
  );
});

test.each([
  [
    '@retry\n@retry(times=1)',
    "Step 'start' already has a decorator 'retry'. You can specify this decorator only once.",
  ],
  ['@card(id="a")\n@card(id="b")', null],
  [
    '@retry(time=1)',
    "Decorator 'retry' does not support the attribute 'time'. These attributes are supported: times, minutes_between_retries.",
  ],
  ['@kubernetes(cpu=2, memory=500)', null],
  [
    '@resources(cpus=1)',
    "Decorator 'resources' does not support the attribute 'cpus'. These attributes are supported: cpu, gpu, disk, memory, shared_memory.",
  ],
  [
    '@kubernetes(cpus=2)',
    "Decorator 'kubernetes' does not support the attribute 'cpus'. These attributes are supported: cpu, memory, disk, image, image_pull_policy, image_pull_secrets, service_account, secrets, node_selector, namespace, gpu, gpu_vendor, tolerations, labels, annotations, use_tmpfs, tmpfs_tempdir, tmpfs_size, tmpfs_path, persistent_volume_claims, shared_memory, port, compute_pool, executable, hostname_resolution_timeout, qos, extended_resources, security_context.",
  ],
])('%s in the class', (above, message) => {
  const problems = lintDeclarations(graphWith(above).flow);
  expect(problems.map((problem) => problem.message)).toEqual(message === null ? [] : [message]);
});
