import type { Flow } from '../model/flow';
import type { Problem } from '../model/problem';

/** A problem in the words of the flow's language: Metaflow's messages name Python. */
export const spelledFor = ({ language }: Flow, problem: Problem): Problem =>
  language === 'typescript' ? { ...problem, message: inTypeScript(problem) } : problem;

/** What Metaflow's messages write in Python, and how TypeScript writes it. The first that fits a place has it. */
const TYPESCRIPT: readonly (readonly [RegExp, string])[] = [
  [/Linear: self\.next\(.*/, 'Linear: this.next(this.stepName)'],
  [/Fan-out: self\.next\(.*/, 'Fan-out: this.next(this.step1, this.step2, ...)'],
  [/Foreach: self\.next\(.*/, "Foreach: this.next(this.step, { foreach: 'property' })"],
  [/Switch: self\.next\(.*/, "Switch: this.next({ name: this.step, ... }, { condition: 'property' })"],
  [
    /For switch statements, keys must be .*/,
    'For switch statements, names must be written out, not computed, and each must lead to one step.',
  ],
  [/Only lowercase ascii characters/, 'Only ascii characters'],
  [
    /Normal steps take only 'self' as an argument\. Join steps take 'self' and 'inputs'\./,
    "Normal steps take no arguments. Join steps take 'inputs'.",
  ],
  [/self\.next\(num_parallel=\.*\)/g, 'this.next(..., { numParallel: ... })'],
  [/self\.next\((\w+)\)/g, 'this.next(this.$1)'],
  [/\bself\.(?=next\b)/g, 'this.'],
  [/@(\w+)\((\w+)=(\w+)\)/g, '@$1({ $2: $3 })'],
  [/(?<=@step\(\{ (?:start|end): )True/g, 'true'],
  [/@catch\b/g, '@catchError'],
];

function inTypeScript({ code, message }: Problem): string {
  const spelled = TYPESCRIPT.reduce((text, [python, ours]) => text.replace(python, ours), message);
  return code === 'unknown-attribute' || code === 'duplicate-decorator' ? withOptions(spelled) : spelled;
}

/** Names of decorators and options behind the words that announce them. */
const withOptions = (message: string): string =>
  message
    .replace(/(?<=These attributes are supported: ).*/, camelCase)
    .replace(/(?<=attribute ')\w+/, camelCase)
    .replace(/(?<=ecorator ')\w+/, (name) => (name === 'catch' ? 'catchError' : camelCase(name)));

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
