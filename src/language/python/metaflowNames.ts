import { FLOW_DECORATORS, STEP_DECORATORS } from '../../graph/decoratorTable';

/** What `from metaflow import …` can give besides decorators. Source: Metaflow 2.19.38, metaflow/__init__.py. */
const OTHERS = [
  'FlowSpec step Parameter JSONType JSONTypeClass IncludeFile Config ConfigValue config_expr current',
  'Metaflow Flow Run Step Task DataArtifact namespace get_namespace default_namespace inspect_spin',
  'metadata get_metadata default_metadata profile parallel_map parallel_imap_unordered S3 tuple_util version',
  'Runner NBRunner Deployer DeployedFlow NBDeployer FlowMutator StepMutator MutableFlow MutableStep',
  'UserStepDecorator user_step_decorator USER_SKIP_STEP cards exception plugins client decorators parameters',
].flatMap((line) => line.split(' '));

export const METAFLOW_NAMES: ReadonlySet<string> = new Set([
  ...OTHERS,
  ...STEP_DECORATORS.keys(),
  ...FLOW_DECORATORS.keys(),
]);
