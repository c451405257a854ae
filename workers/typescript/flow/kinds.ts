import { typescriptName } from '../../../src/language/typescript/spelling';
import type { Attributes, DecoratorKind } from './decorator';

const nothing = (names: string): Attributes => Object.fromEntries(names.split(' ').map((name) => [name, null]));

type Rest = Pick<DecoratorKind, 'allowMultiple' | 'notice'>;

const kind = (name: string, defaults: Attributes, rest: Rest = {}): DecoratorKind => ({
  name,
  alias: typescriptName(name),
  defaults,
  ...rest,
});

/** Decorators of steps, with Metaflow's defaults. Source: Metaflow 2.19.38, plugins/. */
export const STEP_KINDS: readonly DecoratorKind[] = [
  kind('catch', { var: null, print_exception: true }),
  kind('timeout', { seconds: 0, minutes: 0, hours: 0 }),
  kind('environment', { vars: {} }),
  kind(
    'secrets',
    { sources: [], role: null, allow_override: false },
    { notice: 'a secret manager would set environment variables; here none are set.' },
  ),
  kind(
    'parallel',
    {},
    { notice: 'a cluster would run the step on several nodes at once; here each node is a task of its own.' },
  ),
  kind('retry', { times: '3', minutes_between_retries: '2' }),
  kind(
    'resources',
    { cpu: '1', gpu: null, disk: null, memory: '4096', shared_memory: null },
    { notice: 'a cluster would give the step this much of a machine; here it changes nothing.' },
  ),
  kind(
    'batch',
    {
      ...nothing(
        'cpu gpu memory disk image queue iam_role execution_role shared_memory max_swap swappiness inferentia trainium ' +
          'efa host_volumes efs_volumes aws_batch_tags tmpfs_size ephemeral_storage log_driver log_options executable',
      ),
      use_tmpfs: false,
      tmpfs_tempdir: true,
      tmpfs_path: '/metaflow_temp',
      privileged: false,
    },
    { notice: "AWS Batch would run the step as a job of its own; here the run's platform decides how it starts." },
  ),
  kind(
    'kubernetes',
    {
      cpu: '1',
      memory: '4096',
      disk: '10240',
      ...nothing(
        'image image_pull_policy image_pull_secrets service_account secrets node_selector namespace gpu gpu_vendor ' +
          'tolerations labels annotations use_tmpfs tmpfs_size persistent_volume_claims shared_memory port ' +
          'compute_pool executable security_context',
      ),
      tmpfs_tempdir: true,
      tmpfs_path: '/metaflow_temp',
      hostname_resolution_timeout: 600,
      qos: 'Burstable',
      extended_resources: {},
    },
    { notice: "Kubernetes would run the step in a pod of its own; here the run's platform decides how it starts." },
  ),
  kind(
    'card',
    {
      type: 'default',
      options: {},
      scope: 'task',
      rank: null,
      timeout: 45,
      id: null,
      save_errors: true,
      customize: false,
      refresh_interval: 5,
    },
    { allowMultiple: true },
  ),
];

const ON_EVENT = 'a production scheduler would start the flow on the event; here it starts when you press Run.';

/** Decorators of flows. */
export const FLOW_KINDS: readonly DecoratorKind[] = [
  kind('project', { name: null, production: false, branch: null }),
  kind(
    'schedule',
    { cron: null, weekly: false, daily: true, hourly: false, timezone: null },
    { notice: 'a production scheduler would start the flow at these times; here it starts when you press Run.' },
  ),
  kind('trigger', { event: null, events: [], options: {} }, { notice: ON_EVENT }),
  kind(
    'trigger_on_finish',
    { flow: null, flows: [], options: {} },
    { notice: 'a production scheduler would start the flow after the other; here it starts when you press Run.' },
  ),
];
