import { FLOW_DECORATORS, STEP_DECORATORS } from '../../graph/decoratorTable';
import { metaflowName } from './spelling';

/** What `import … from 'faultline'` can give: the values that `faultline.d.ts` exports. */
const VALUES = [
  'FlowSpec step retry catchError timeout card environment resources kubernetes batch secrets parallel',
  'project schedule trigger triggerOnFinish Int JSONType Parameter IncludeFile Config current sleep env',
  'MetaflowException TimeoutException UnhandledInMergeArtifactsException MissingInMergeArtifactsException',
  'MetaflowNotFound MetaflowNamespaceMismatch MetaflowInvalidPathspec MetaflowExceptionWrapper',
  'CardComponent Markdown Artifact Table Image ErrorCard ProgressBar VegaChart ValueBox SourceCode EventsTimeline',
  'JSONViewer YAMLViewer Metaflow Flow Run Step Task DataArtifact namespace getNamespace defaultNamespace',
].flatMap((line) => line.split(' '));

/** What it can give to the compiler only. */
const TYPES = [
  'Json ParameterValue StepMethod StepName Input Inputs ParameterType ParameterContext Current CardComponents',
].flatMap((line) => line.split(' '));

export const FAULTLINE_NAMES: readonly string[] = [...VALUES, ...TYPES];

const namedIn = (table: ReadonlyMap<string, unknown>): readonly string[] =>
  VALUES.filter((name) => table.has(metaflowName(name)));

/** Decorators of steps and of flows that TypeScript has, under its names. */
export const STEP_DECORATOR_NAMES = namedIn(STEP_DECORATORS);
export const FLOW_DECORATOR_NAMES = namedIn(FLOW_DECORATORS);
