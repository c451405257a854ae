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
  ['batch', facts('')],
  ['kubernetes', facts('')],
  ['card', facts('type options scope rank timeout id save_errors customize refresh_interval', true)],
  ['pytorch_parallel', facts('')],
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

/** Decorators that name a platform of their own: their many attributes are not checked here. */
export const UNCHECKED_DECORATORS: ReadonlySet<string> = new Set(['batch', 'kubernetes']);
