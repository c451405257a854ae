import { describe, expect, test } from 'vitest';
import type { CommandOf } from '../../../src/cli/command';
import { parseCommand } from '../../../src/cli/parse';
import type { Json } from '../../../src/model/json';
import { decorator, flow, parameter } from '../../support/goldensFlow';

const training = flow({
  parameters: [
    parameter('epochs', { type: 'int' }, 3),
    parameter('rate', { type: 'float' }, 0.1),
    parameter('shuffle', { type: 'bool' }, true),
    parameter('grid', { type: 'json' }, { depth: [2] }),
    parameter('note'),
  ],
});

function parsed<
  K extends CommandOf<'run'>['kind'] | 'resume' | 'dump' | 'logs' | 'tag' | 'card' | 'usage-error' | 'help',
>(kind: K, line: string, panel: Record<string, Json> = {}, of = training): CommandOf<K> {
  const command = parseCommand(line === '' ? [] : line.split(' '), of, panel);
  expect(command.kind).toBe(kind);
  return command as CommandOf<K>;
}

const RUN_USAGE = ['Usage: flow.py run [OPTIONS]', "Try 'flow.py run --help' for help.", ''];
const TOP_USAGE = ['Usage: flow.py [OPTIONS] COMMAND [ARGS]...', "Try 'flow.py --help' for help.", ''];

describe('a command line is refused in click’s words', () => {
  // Each was printed by Metaflow 2.19.38.
  const refusals: [string, string, string[]][] = [
    ['run --epochs many', "Invalid value for '--epochs': many is not a valid integer", RUN_USAGE],
    ['run --epochs 2.5', "Invalid value for '--epochs': 2.5 is not a valid integer", RUN_USAGE],
    ['run --rate fast', "Invalid value for '--rate': fast is not a valid floating point value", RUN_USAGE],
    ['run --shuffle perhaps', "Invalid value for '--shuffle': perhaps is not a valid boolean", RUN_USAGE],
    ['run --grid {', "Invalid value for '--grid': { is not a valid JSON object", RUN_USAGE],
    ['run --max-workers x', "Invalid value for '--max-workers': x is not a valid integer", RUN_USAGE],
    ['run --max-workers=3=4', "Invalid value for '--max-workers': 3=4 is not a valid integer", RUN_USAGE],
    ['run --epoch_count 4', 'no such option: --epoch_count', RUN_USAGE],
    ['run --quiet', 'no such option: --quiet', RUN_USAGE],
    ['run -x', 'no such option: -x', RUN_USAGE],
    ['run --epoch 4', 'no such option: --epoch  Did you mean --epochs?', RUN_USAGE],
    ['run --m', 'no such option: --m  (Possible options: --max-log-size, --max-num-splits, --max-workers)', RUN_USAGE],
    ['run --epochs', '--epochs option requires an argument', []],
    ['run --tag', '--tag option requires an argument', []],
    ['run --help=3', '--help option does not take a value', []],
    ['run now', 'Got unexpected extra argument (now)', RUN_USAGE],
    ['run now and then', 'Got unexpected extra arguments (now and then)', RUN_USAGE],
    ['run -- x', 'Got unexpected extra argument (x)', RUN_USAGE],
    ['nope', "No such command 'nope'.", TOP_USAGE],
    ['--nope run', 'no such option: --nope', TOP_USAGE],
    ['--with', '--with option requires an argument', []],
    ['--quiet=1 run', '--quiet option does not take a value', []],
    [
      'resume start end',
      'Got unexpected extra argument (end)',
      ['Usage: flow.py resume [OPTIONS] [STEP_TO_RERUN]', "Try 'flow.py resume --help' for help.", ''],
    ],
    [
      'resume --epochs 9',
      'no such option: --epochs',
      ['Usage: flow.py resume [OPTIONS] [STEP_TO_RERUN]', "Try 'flow.py resume --help' for help.", ''],
    ],
    [
      'dump',
      "Missing argument 'INPUT_PATH'.",
      ['Usage: flow.py dump [OPTIONS] INPUT_PATH', "Try 'flow.py dump --help' for help.", ''],
    ],
    [
      'logs',
      "Missing argument 'INPUT_PATH'.",
      ['Usage: flow.py logs show [OPTIONS] INPUT_PATH', "Try 'flow.py logs show --help' for help.", ''],
    ],
    [
      'tag add',
      "Missing argument 'TAGS...'.",
      ['Usage: flow.py tag add [OPTIONS] TAGS...', "Try 'flow.py tag add --help' for help.", ''],
    ],
    [
      'tag bogus',
      "No such command 'bogus'.",
      ['Usage: flow.py tag [OPTIONS] COMMAND [ARGS]...', "Try 'flow.py tag --help' for help.", ''],
    ],
    [
      'check extra',
      'Got unexpected extra argument (extra)',
      ['Usage: flow.py check [OPTIONS]', "Try 'flow.py check --help' for help.", ''],
    ],
  ];
  test.each(refusals)('%s', (line, message, usage) => {
    expect(parsed('usage-error', line)).toMatchObject({ headline: 'Error', message, usage, exitCode: 2 });
  });

  test('a choice that is none names the choices', () => {
    const { message } = parsed('usage-error', '--metadata x run');
    expect(message).toBe("Invalid value for '--metadata': invalid choice: x. (choose from local, service, spin)");
  });

  test('a required parameter must be given', () => {
    const mail = flow({
      parameters: [parameter('recipient', { required: true }), parameter('copies', { type: 'int' }, 1)],
    });
    expect(parsed('usage-error', 'run --copies 2', {}, mail).message).toBe("Missing option '--recipient'.");
    expect(parsed('run', 'run --recipient ana', {}, mail).parameters).toEqual({ recipient: { text: 'ana' } });
    expect(parsed('run', 'run', { recipient: 'bo' }, mail).parameters).toEqual({ recipient: { text: 'bo' } });
  });

  test('a default makes a parameter no longer required', () => {
    const mail = flow({
      parameters: [parameter('to', { required: true }, 'all'), parameter('x', { required: true }, null)],
    });
    expect(parsed('usage-error', 'run', {}, mail).message).toBe("Missing option '--x'.");
  });

  test('a default that is text and does not convert is refused at the run', () => {
    const odd = flow({ parameters: [parameter('n', { type: 'int' }, 'three')] });
    expect(parsed('usage-error', 'run', {}, odd).message).toBe("Invalid value for '--n': three is not a valid integer");
    expect(parsed('run', 'run --n 3', {}, odd).parameters).toEqual({ n: { text: '3' } });
  });

  test('given options are checked before the others, in the order they were given', () => {
    const message = (line: string) => parsed('usage-error', line).message;
    expect(message('run --rate fast --epochs many')).toContain('--rate');
    expect(message('run --epochs many --rate fast')).toContain('--epochs');
    const mail = flow({ parameters: [parameter('a', { required: true }), parameter('z', { type: 'int' })] });
    expect(parsed('usage-error', 'run --z q', {}, mail).message).toContain('--z');
  });

  test.each([
    ['an empty tag', ['run', '--tag', ''], 'Tags must not be empty string'],
    ['a long tag', ['resume', '--tag', 'x'.repeat(501)], 'Tag is too long 501 > 500'],
  ])('%s is refused with Metaflow’s headline', (_name, words, message) => {
    const error = { kind: 'usage-error', headline: 'Tagging error', message, usage: [], exitCode: 1 };
    expect(parseCommand(words, training)).toMatchObject(error);
  });

  test.each(['x', 'a/b/c/d'])('%s names no tasks', (path) => {
    const message = 'input_path should either be run_id/step_name or run_id/step_name/task_id';
    expect(parsed('usage-error', `dump ${path}`)).toMatchObject({ headline: 'Invalid command', message, exitCode: 1 });
  });
});

describe('run', () => {
  test('parameters stay as the text that was given', () => {
    const { parameters } = parsed('run', 'run --epochs 1_0 --shuffle no --rate 1e-3 --grid {"a":NaN}');
    expect(parameters).toEqual({
      epochs: { text: '1_0' },
      shuffle: { text: 'no' },
      rate: { text: '1e-3' },
      grid: { text: '{"a":NaN}' },
    });
  });

  test('an option takes the word after it, whatever it looks like, and the last one counts', () => {
    expect(parsed('run', 'run --note --epochs').parameters).toEqual({ note: { text: '--epochs' } });
    expect(parsed('run', 'run --note=a=b --note c=d').parameters).toEqual({ note: { text: 'c=d' } });
  });

  test('the panel gives what the words leave out', () => {
    const panel = { epochs: 5, note: 7, grid: [1], shuffle: false, rate: null, gone: 1 };
    expect(parsed('run', 'run --epochs 9', panel).parameters).toEqual({
      epochs: { text: '9' },
      note: { text: '7' },
      grid: { value: [1] },
      shuffle: { value: false },
    });
  });

  test('a value of the panel is checked like a typed one', () => {
    expect(parsed('usage-error', 'run', { epochs: 2.5 }).message).toContain('2.5 is not a valid integer');
    expect(parsed('usage-error', 'run', { shuffle: 'perhaps' }).message).toContain('perhaps is not a valid boolean');
  });

  test('without options it has Metaflow’s defaults', () => {
    expect(parsed('run', 'run')).toEqual({
      kind: 'run',
      parameters: {},
      tags: [],
      maxWorkers: null,
      maxNumSplits: 100,
      maxLogBytes: 10 * 1024 * 1024,
      withDecorators: [],
      runIdFile: null,
      namespace: null,
      top: { quiet: false, pylint: true, withDecorators: [], configs: {}, branch: null, production: false },
      header: true,
    });
  });

  test('its options are read, and --with of the top comes after its own', () => {
    const line = '--with retry --quiet run --tag a --with timeout:seconds=3 --tag b --max-workers 1 --max-num-splits 3';
    expect(parsed('run', line)).toMatchObject({
      tags: ['a', 'b'],
      withDecorators: ['timeout:seconds=3', 'retry'],
      maxWorkers: 1,
      maxNumSplits: 3,
      header: false,
    });
  });
});

describe('resume', () => {
  test('it takes a step and an origin, and no parameter of the panel', () => {
    const line = 'resume train --origin-run-id 12 --max-workers 2';
    expect(parsed('resume', line, { epochs: 'many' })).toMatchObject({
      step: 'train',
      originRunId: '12',
      maxWorkers: 2,
    });
    expect(parsed('resume', 'resume')).toMatchObject({ step: null, originRunId: null });
  });

  test('a run id that is a number is refused as Metaflow does', () => {
    expect(parsed('usage-error', 'resume --run-id 12').message).toBe('run-id 12 cannot be an integer');
  });
});

describe('the other commands', () => {
  test.each([
    ['', 'check'],
    ['check', 'check'],
    ['--no-pylint check', 'check'],
    ['show', 'show'],
    ['output-dot', 'output-dot'],
    ['version', 'version'],
    ['kubernetes list', 'notice'],
    ['step-functions create', 'notice'],
    ['logs scrub 1/start', 'notice'],
    ['card server', 'notice'],
  ])('%s is understood as %s', (line, kind) => {
    expect(
      parseCommand(
        line.split(' ').filter((word) => word !== ''),
        training,
      ).kind,
    ).toBe(kind);
  });

  test('dump takes a path and options', () => {
    expect(parsed('dump', 'dump 17/start --private --include a,b --max-value-size 0')).toMatchObject({
      path: { run: '17', step: 'start', task: null },
      showPrivate: true,
      include: ['a', 'b'],
      maxValueSize: 0,
    });
  });

  test.each([
    ['logs 17/start/1', ['stdout', 'stderr']],
    ['logs show 17/start/1', ['stdout', 'stderr']],
    ['logs 17/start/1 --stderr', ['stderr']],
    ['logs --stdout --stderr 17/start/1', ['stdout', 'stderr']],
    ['logs 17/start/1 --no-both', []],
  ])('%s shows %j', (line, streams) => {
    expect(parsed('logs', line)).toMatchObject({ path: { run: '17', step: 'start', task: '1' }, streams });
  });

  test('tag and card take what they are about', () => {
    expect(parsed('tag', 'tag add --run-id 3 a b')).toMatchObject({ action: 'add', run: '3', added: ['a', 'b'] });
    expect(parsed('tag', 'tag replace --add a --remove b')).toMatchObject({ run: null, added: ['a'], removed: ['b'] });
    expect(parsed('card', 'card view 3/train --id x')).toMatchObject({ action: 'view', path: '3/train', id: 'x' });
    expect(parsed('card', 'card list')).toMatchObject({ action: 'list', path: null });
  });

  test('configurations can be given to a flow that has some', () => {
    const configured = flow({
      parameters: ['cfg', 'other'].map((name) => parameter(name, { kind: 'config', type: 'json' })),
    });
    const line = '--config cfg a.json --config-value other {"a":1} run';
    expect(parsed('run', line, {}, configured).top.configs).toEqual({
      cfg: { path: 'a.json' },
      other: { json: '{"a":1}' },
    });
    expect(parsed('usage-error', '--config cfg a.json run').message).toBe('no such option: --config');
    expect(parsed('usage-error', '--config nope a.json run', {}, configured).message).toBe(
      "Invalid value for '--config': invalid choice: nope. (choose from cfg, other)",
    );
    expect(parsed('usage-error', '--config cfg a.json resume', {}, configured).message).toBe(
      "Cannot specify --config or --config-value with 'resume'",
    );
    expect(parsed('usage-error', 'run --cfg 1', {}, configured).message).toBe('no such option: --cfg');
  });

  test('a flow with @project has a branch', () => {
    const project = flow({ decorators: [decorator('project')] });
    expect(parsed('run', '--branch b --production run', {}, project).top).toMatchObject({
      branch: 'b',
      production: true,
    });
  });
});

describe('help', () => {
  test('run lists the flow’s parameters by attribute, upper case first, before its own options', () => {
    const named = flow({
      parameters: [
        parameter('b', { help: 'second', type: 'int' }, 3),
        parameter('flag-b', { attribute: 'B', type: 'bool', required: true }),
        parameter('c', { showDefault: false }, 'secret'),
        parameter('d', { default: { kind: 'code', text: 'lambda ctx: 3' } }),
      ],
    });
    const { lines } = parsed('help', 'run --help', {}, named);
    expect(lines.slice(0, 9)).toEqual([
      'Usage: flow.py run [OPTIONS]',
      '',
      '  Run the flow.',
      '',
      'Options:',
      '  --flag-b BOOLEAN              [required]',
      '  --b INTEGER                   second  [default: 3]',
      '  --c TEXT',
      "  --d TEXT                      [default: deploy-time value of 'd']",
    ]);
    expect(lines.at(-1)).toBe('  --help                        Show this message and exit.');
    expect(lines.some((line) => line.includes('--max-num-splits'))).toBe(true);
  });

  test('no line is wider than a terminal', () => {
    for (const line of ['--help', 'run --help', 'resume --help', 'logs --help', 'card --help', 'dump --help', 'help']) {
      for (const text of parsed('help', line).lines) expect(text.length, text).toBeLessThanOrEqual(80);
    }
  });

  test('the file’s own help comes without the header, that of a command with it', () => {
    expect(parsed('help', '--help').header).toBe(false);
    expect(parsed('help', 'help').header).toBe(true);
    expect(parsed('help', 'help').lines).toEqual(parsed('help', '--help').lines);
  });

  test('a hidden option is not shown', () => {
    expect(parsed('help', 'resume --help').lines.join('\n')).not.toContain('  --run-id TEXT');
  });
});
