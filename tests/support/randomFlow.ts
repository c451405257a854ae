import fc from 'fast-check';

/** A step of a random flow, with what it should be read as. */
export interface RandomStep {
  readonly name: string;
  readonly type: 'start' | 'linear' | 'split' | 'foreach' | 'join' | 'end' | 'split-switch';
  readonly next: readonly string[];
  /** The arguments of `self.next`; null for the end. */
  readonly args: string | null;
}

type Shape =
  | { readonly kind: 'step' }
  | { readonly kind: 'foreach'; readonly body: readonly Shape[] }
  | { readonly kind: 'split'; readonly branches: readonly (readonly Shape[])[] }
  | { readonly kind: 'switch'; readonly cases: readonly (readonly Shape[])[] }
  | { readonly kind: 'repeat' };

const { shapes } = fc.letrec<{ shapes: readonly Shape[]; shape: Shape }>((tie) => ({
  shapes: fc.array(tie('shape'), { maxLength: 3, depthIdentifier: 'flow' }),
  shape: fc.oneof(
    { depthIdentifier: 'flow', maxDepth: 3, withCrossShrink: true },
    fc.constant({ kind: 'step' } as const),
    fc.constant({ kind: 'repeat' } as const),
    fc.record({ kind: fc.constant('foreach' as const), body: tie('shapes') }),
    fc.record({
      kind: fc.constant('split' as const),
      branches: fc.array(tie('shapes'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('switch' as const), cases: fc.array(tie('shapes'), { minLength: 2, maxLength: 3 }) }),
  ),
}));

/** Valid flows of splits, foreaches, switches and repetitions inside each other, steps in a valid order. */
export const randomFlow: fc.Arbitrary<readonly RandomStep[]> = shapes.map((body) => {
  const builder = new Builder();
  const first = builder.chain(body, 'end');
  return [
    { name: 'start', type: 'start', next: [first], args: `self.${first}` },
    ...builder.steps,
    { name: 'end', type: 'end', next: [], args: null },
  ];
});

/** Turns shapes into steps; each chain is told where it goes on. */
class Builder {
  readonly steps: RandomStep[] = [];
  #made = 0;

  #name(what: string): string {
    return `${what}_${String(this.#made++)}`;
  }

  #add(name: string, type: RandomStep['type'], next: readonly string[], args?: string): void {
    this.steps.push({ name, type, next, args: args ?? next.map((target) => `self.${target}`).join(', ') });
  }

  /** The name of the first step of the chain; `then` where it is empty. Steps are added first to last. */
  chain(shapes: readonly Shape[], then: string): string {
    const names = shapes.map(({ kind }) => this.#name(kind === 'repeat' ? 'again' : kind));
    shapes.forEach((shape, index) => {
      this.#shape(shape, names[index] ?? then, names[index + 1] ?? then);
    });
    return names[0] ?? then;
  }

  /** A chain with a plain step at its head, so that it never is empty and never begins with a join. */
  #branch(shapes: readonly Shape[], then: string): { readonly first: string; readonly build: () => void } {
    const first = this.#name('branch');
    return {
      first,
      build: () => {
        const at = this.steps.length;
        const rest = this.chain(shapes, then);
        this.steps.splice(at, 0, { name: first, type: 'linear', next: [rest], args: `self.${rest}` });
      },
    };
  }

  #shape(shape: Shape, name: string, then: string): void {
    switch (shape.kind) {
      case 'step':
        this.#add(name, 'linear', [then]);
        return;
      case 'repeat': {
        const after = this.#name('after');
        this.#add(
          name,
          'split-switch',
          [name, after],
          `{'more': self.${name}, 'done': self.${after}}, condition='state'`,
        );
        this.#add(after, 'linear', [then]);
        return;
      }
      case 'foreach': {
        const join = this.#name('join');
        const body = this.#branch(shape.body, join);
        this.#add(name, 'foreach', [body.first], `self.${body.first}, foreach='items'`);
        body.build();
        this.#add(join, 'join', [then]);
        return;
      }
      case 'split': {
        const join = this.#name('join');
        const branches = shape.branches.map((branch) => this.#branch(branch, join));
        this.#add(
          name,
          'split',
          branches.map(({ first }) => first),
        );
        for (const { build } of branches) build();
        this.#add(join, 'join', [then]);
        return;
      }
      case 'switch': {
        const meet = this.#name('meet');
        const branches = shape.cases.map((branch) => this.#branch(branch, meet));
        const targets = branches.map(({ first }) => first);
        const cases = targets.map((target, index) => `${String(index)}: self.${target}`).join(', ');
        this.#add(name, 'split-switch', targets, `{${cases}}, condition='choice'`);
        for (const { build } of branches) build();
        this.#add(meet, 'linear', [then]);
      }
    }
  }
}

/** The flow as a Python file. */
export const pythonOf = (steps: readonly RandomStep[]): string =>
  [
    'from metaflow import FlowSpec, step, retry',
    '',
    '',
    'class RandomFlow(FlowSpec):',
    '    """Made by a test."""',
    '',
    ...steps.flatMap(({ name, type, args }, index) => [
      ...(index % 3 === 1 ? ['    @retry(times=2, minutes_between_retries=1)'] : []),
      '    @step',
      `    def ${name}(self${type === 'join' ? ', inputs' : ''}):`,
      ...(index % 2 === 1 ? [`        """Step ${String(index)}."""`] : []),
      `        self.rows = [(${String(index)}, "a"), {"b": '''c'''}]`,
      ...(args === null ? [] : [`        self.next(${args})`]),
      '',
    ]),
    '',
    'if __name__ == "__main__":',
    '    RandomFlow()',
    '',
  ].join('\n');

/** The flow as a TypeScript file. */
export const typescriptOf = (steps: readonly RandomStep[]): string =>
  [
    "import { FlowSpec, step, retry } from 'faultline'",
    "import type { Inputs } from 'faultline'",
    '',
    '/** Made by a test. */',
    'export default class RandomFlow extends FlowSpec {',
    '  declare rows: unknown[]',
    '',
    ...steps.flatMap(({ name, type, args }, index) => [
      ...(index % 2 === 1 ? [`  /** Step ${String(index)}. */`] : []),
      ...(index % 3 === 1 ? ['  @retry({ times: 2, minutesBetweenRetries: 1 })'] : []),
      `  @step() ${index % 4 === 1 ? 'async ' : ''}${name}(${type === 'join' ? 'inputs: Inputs<RandomFlow>' : ''}) {`,
      `    this.rows = [[${String(index)}, "a"], { b: \`c\` }]`,
      ...(args === null ? [] : [`    this.next(${inTypeScript(args)})`]),
      '  }',
      '',
    ]),
    '}',
    '',
  ].join('\n');

/** Arguments of `self.next` as `this.next` takes them. */
const inTypeScript = (args: string): string =>
  args.replace(/\b(foreach|condition)=('\w+')$/, '{ $1: $2 }').replaceAll('self.', 'this.');
