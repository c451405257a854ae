/** What Metaflow knows of one decorator. Source: Metaflow 2.19.38, `defaults` of the classes in plugins/. */
interface DecoratorFacts {
  /** Attributes in Metaflow's order, as its messages list them. */
  readonly attributes: readonly string[];
  /** May stand several times above one step or class. */
  readonly repeatable?: boolean;
}

const facts = (attributes: string, repeatable = false): DecoratorFacts => ({
  attributes: attributes === '' ? [] : attributes.split(' '),
  repeatable,
});

/** Decorators of steps, in the order in which Metaflow lists them. */
export const STEP_DECORATORS: ReadonlyMap<string, DecoratorFacts> = new Map([
  ['catch', facts('var print_exception')],
  ['timeout', facts('seconds minutes hours')],
  ['environment', facts('vars')],
  ['secrets', facts('sources role allow_override')],
  ['parallel', facts('')],
  ['retry', facts('times minutes_between_retries')],
  ['resources', facts('cpu gpu disk memory shared_memory')],
  [
    'batch',
    facts(
      'cpu gpu memory image queue iam_role execution_role shared_memory max_swap swappiness inferentia trainium efa ' +
        'host_volumes efs_volumes use_tmpfs aws_batch_tags tmpfs_tempdir tmpfs_size tmpfs_path ephemeral_storage ' +
        'log_driver log_options executable privileged',
    ),
  ],
  [
    'kubernetes',
    facts(
      'cpu memory disk image image_pull_policy image_pull_secrets service_account secrets node_selector namespace gpu ' +
        'gpu_vendor tolerations labels annotations use_tmpfs tmpfs_tempdir tmpfs_size tmpfs_path ' +
        'persistent_volume_claims shared_memory port compute_pool executable hostname_resolution_timeout qos ' +
        'extended_resources security_context',
    ),
  ],
  ['card', facts('type options scope rank timeout id save_errors customize refresh_interval', true)],
  ['pytorch_parallel', facts('master_port')],
  ['pypi', facts('packages python disabled')],
  ['conda', facts('packages libraries python disabled')],
]);

/** Decorators of flows, in the order in which Metaflow lists them. */
export const FLOW_DECORATORS: ReadonlyMap<string, DecoratorFacts> = new Map([
  ['schedule', facts('cron weekly daily hourly timezone')],
  ['project', facts('name branch production')],
  ['trigger', facts('event events options')],
  ['trigger_on_finish', facts('flow flows options')],
  ['pypi_base', facts('packages python disabled')],
  ['conda_base', facts('packages libraries python disabled')],
  ['exit_hook', facts('on_success on_error options', true)],
]);
