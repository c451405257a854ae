import type { CommandSpec, ParsedWords } from './click';
import type { Command, RunningOptions, TopOptions } from './command';
import * as options from './options';
import { givenParameters, parameterOptions } from './parameters';
import { metaflowError, numberOf, read, type Scene } from './read';
import { tagComplaint } from './tags';

/** `run …` */
export const run = (words: readonly string[], scene: Scene): Command =>
  read('run', words, runSpec(scene), scene, (parsed) => runOf(parsed, scene));

/** `resume …` */
export const resume = (words: readonly string[], scene: Scene): Command =>
  read('resume', words, options.RESUME, scene, (parsed) => resumeOf(parsed, scene));

const runSpec = ({ flow, panel }: Scene): CommandSpec => ({
  options: [...parameterOptions(flow, panel), ...options.RUN_OPTIONS],
  arguments: [],
});

function runOf(words: ParsedWords, { flow, top, panel }: Scene): Command {
  const wrong = tagComplaint(words.values.get('tag') ?? []);
  if (wrong !== null) return metaflowError('Tagging error', wrong);
  return { kind: 'run', parameters: givenParameters(flow, words, panel), ...runningOptions(words, top) };
}

function resumeOf(words: ParsedWords, { top }: Scene): Command {
  const wrong = tagComplaint(words.values.get('tag') ?? []);
  if (wrong !== null) return metaflowError('Tagging error', wrong);
  const runId = words.values.get('run-id')?.at(-1);
  if (runId !== undefined) return metaflowError('Invalid command', ownRunId(runId));
  return {
    kind: 'resume',
    step: words.arguments.get('step')?.[0] ?? null,
    originRunId: words.values.get('origin-run-id')?.at(-1) ?? null,
    ...runningOptions(words, top),
  };
}

const ownRunId = (runId: string): string =>
  /^\s*[+-]?\d+\s*$/.test(runId)
    ? `run-id ${runId} cannot be an integer`
    : '--run-id is not available here: the id of a run follows from its scenario.';

function runningOptions({ values }: ParsedWords, top: TopOptions): RunningOptions {
  return {
    tags: values.get('tag') ?? [],
    maxWorkers: numberOf(values, 'max-workers'),
    maxNumSplits: numberOf(values, 'max-num-splits') ?? 100,
    maxLogBytes: (numberOf(values, 'max-log-size') ?? 10) * 1024 * 1024,
    withDecorators: [...(values.get('with') ?? []), ...top.withDecorators],
    runIdFile: values.get('run-id-file')?.at(-1) ?? null,
    namespace: values.get('namespace')?.at(-1) ?? null,
  };
}
