import type { Token, Tokens } from 'marked';
import { FlowChecker } from '../language/check';
import { nearName } from '../graph/nearName';
import type { FlowGraph } from '../model/graph';
import type { Inline, Prose } from '../model/prose';
import type { Language } from '../model/scenario';
import { platformOf } from '../runtime/scenario';
import { fenceOf, jsonIn, withItems } from './fences';
import type { Fence, FenceKind } from './fences';
import { checkSchema, conditionSchema, lessonScenarioSchema } from './lessonSchema';
import { checkProblems, conditionProblems, scenarioProblems } from './lessonProblems';
import type { Lesson, LessonFlow, LessonProblem, LessonReading, LessonScenario, PredictOption } from './lesson';
import { itemsIn, newlines, placed, ProseWriter, tokensOf } from './markdown';
import type { PlacedToken } from './markdown';

const PARTS = ['Predict', 'Explain', 'Repair', 'Afterwards'] as const;
type Part = (typeof PARTS)[number];
type Flows = Partial<Record<Language, LessonFlow>>;

const FILE_LENGTH_MAX = 200_000;
const OPTIONS_MAX = 6;

/** Reads a lesson's file. Nothing of it runs, and nothing of it becomes HTML. All that is wrong, in the file's order. */
export function readLesson(text: string, id: string): LessonReading {
  if (text.length > FILE_LENGTH_MAX) {
    const message = `The file has ${text.length.toLocaleString('en')} characters. A lesson has at most ${FILE_LENGTH_MAX.toLocaleString('en')}.`;
    return { ok: false, problems: [{ line: 1, message }] };
  }
  return new LessonReader(text.replace(/^\uFEFF/, ''), id).read();
}

class LessonReader {
  readonly #id: string;
  readonly #problems: LessonProblem[] = [];
  readonly #writer = new ProseWriter();
  readonly #tokens: readonly PlacedToken[];
  readonly #lineCount: number;
  readonly #fences: Fence[] = [];
  readonly #steps = new Set<string>();
  #graph: FlowGraph | null = null;

  constructor(text: string, id: string) {
    this.#id = id;
    this.#tokens = tokensOf(text).filter(({ token }) => token.type !== 'space');
    this.#lineCount = newlines(text) + 1;
  }

  read(): LessonReading {
    const [title, ...rest] = this.#tokens;
    if (title?.token.type !== 'heading' || (title.token as Tokens.Heading).depth !== 1) {
      return { ok: false, problems: [{ line: 1, message: 'A lesson begins with its title. Write # and the title.' }] };
    }
    const shows = rest[0]?.token.type === 'blockquote' ? rest[0] : null;
    if (shows === null)
      this.#add(title.line + 1, 'What the lesson shows is missing. Write it in one line that begins with >.');
    const parts = this.#parts(shows === null ? rest : rest.slice(1));
    this.#collectFences();
    const flows = this.#flows('flow');
    const earlier = this.#flows('earlier');
    const solutions = this.#flows('solution');
    const scenario = this.#scenario();
    const options = this.#options(parts.get('Predict') ?? []);
    const check = this.#check(scenario);
    const languages = (['python', 'typescript'] as const).filter((language) => flows[language] !== undefined);
    this.#checkLanguages({ languages, earlier, solutions, scenario });
    const read = {
      id: this.#id,
      title: (title.token as Tokens.Heading).text,
      shows: this.#showsOf(shows),
      flows,
      earlier,
      solutions,
      intro: this.#prose(parts.get(null)),
      question: this.#prose(withoutOptions(parts.get('Predict') ?? [])),
      options,
      explain: this.#prose(parts.get('Explain')),
      task: this.#prose(parts.get('Repair')),
      afterwards: this.#prose(parts.get('Afterwards')),
    };
    const [first, ...others] = [...this.#problems, ...this.#writer.problems].sort((a, b) => a.line - b.line);
    const [language, ...also] = languages;
    if (first !== undefined) return { ok: false, problems: [first, ...others] };
    if (language === undefined || scenario === null || check === null) {
      return { ok: false, problems: [{ line: 1, message: 'The lesson is not complete.' }] };
    }
    return { ok: true, lesson: { ...read, languages: [language, ...also], scenario, check } satisfies Lesson };
  }

  #add(line: number, message: string): void {
    this.#problems.push({ line, message });
  }

  /** The tokens of each part, by its heading; of the introduction, by null. */
  #parts(tokens: readonly PlacedToken[]): ReadonlyMap<Part | null, readonly PlacedToken[]> {
    const parts = new Map<Part | null, PlacedToken[]>([[null, []]]);
    let part: PlacedToken[] = parts.get(null) ?? [];
    for (const placedToken of tokens) {
      const heading = headingOf(placedToken);
      if (heading === null) part.push(placedToken);
      else part = this.#begin(heading, placedToken.line, parts);
    }
    for (const name of ['Predict', 'Explain', 'Repair'] as const) {
      if (!parts.has(name)) this.#add(this.#lineCount, `A part is missing. Write ## ${name}, and then its text.`);
    }
    return parts;
  }

  #begin(heading: string, line: number, parts: Map<Part | null, PlacedToken[]>): PlacedToken[] {
    const name = PARTS.find((one) => one === heading);
    const begun: PlacedToken[] = [];
    if (name === undefined) {
      const near = nearName(heading, PARTS);
      const right =
        near === null
          ? `The parts of a lesson are ${PARTS.join(', ')}; use ### for headings in them.`
          : `Did you mean ## ${near}?`;
      this.#add(line, `No part is called “${heading}”. ${right}`);
    } else if (parts.has(name)) this.#add(line, `There is a part ## ${name} already.`);
    else parts.set(name, begun);
    return begun;
  }

  #collectFences(): void {
    for (const token of withItems(this.#tokens)) {
      const fence = fenceOf(token);
      if (typeof fence === 'string') this.#add(token.line, fence);
      else if (fence !== null) this.#fences.push(fence);
    }
  }

  #of(kind: FenceKind): readonly Fence[] {
    return this.#fences.filter((fence) => fence.kind === kind);
  }

  #flows(kind: 'flow' | 'earlier' | 'solution'): Flows {
    const fences = this.#of(kind);
    if (kind === 'flow' && fences.length === 0) {
      this.#add(this.#lineCount, 'The flow is missing. Write it between ```python flow MyFlow.py and ```.');
    }
    const flows: Flows = {};
    for (const fence of fences) {
      const { language } = fence;
      if (language === null) continue;
      if (flows[language] === undefined) flows[language] = this.#flow(fence, language);
      else this.#add(fence.line, `There is a ${kind} in ${language} already.`);
    }
    return flows;
  }

  #flow({ text, line, kind, fileName }: Fence, language: Language): LessonFlow {
    const named = fileName ?? this.#of('flow').find((one) => one.language === language)?.fileName;
    const flow = {
      fileName: named ?? (language === 'python' ? 'flow.py' : 'flow.ts'),
      source: `${text}\n`,
      line: line + 1,
    };
    const { graph, problems } = new FlowChecker().check({ language, ...flow });
    const error = problems.find(({ severity }) => severity === 'error');
    if (error !== undefined) this.#add(line + Math.max(1, error.line), `The ${kind}: ${error.message}`);
    else if (graph === null) this.#add(line, 'No flow stands here: a class that is a FlowSpec.');
    graph?.steps.forEach(({ name }) => this.#steps.add(name));
    if (kind === 'flow') this.#graph ??= graph;
    return flow;
  }

  #scenario(): LessonScenario | null {
    const [fence, second] = this.#of('scenario');
    if (second !== undefined) this.#add(second.line, 'There is a scenario already.');
    if (fence === undefined) return this.#scenarioOf({});
    const { reading, problems } = jsonIn(lessonScenarioSchema, fence, 'The scenario is empty. Give { "seed": 1 }.');
    this.#problems.push(...problems);
    if (reading.value === null) return null;
    const scenario = { ...reading.value, platform: platformOf(reading.value.platform) };
    this.#problems.push(...scenarioProblems(scenario, { graph: this.#graph, fence, reading }));
    return scenario;
  }

  #scenarioOf(given: object): LessonScenario | null {
    const { reading } = jsonIn(lessonScenarioSchema, { ...NO_FENCE, text: JSON.stringify(given) }, '');
    return reading.value === null ? null : { ...reading.value, platform: platformOf(reading.value.platform) };
  }

  #options(tokens: readonly PlacedToken[]): readonly PredictOption[] {
    const list = optionsList(tokens);
    if (list === null) {
      const message = 'What to choose from is missing. Write a list, and in each item a block ```json when.';
      if (tokens.length > 0) this.#add(tokens.at(-1)?.line ?? this.#lineCount, message);
      return [];
    }
    const { items } = list.token as Tokens.List;
    if (items.length < 2 || items.length > OPTIONS_MAX) {
      this.#add(list.line, `There are ${String(items.length)} to choose from. Give 2 to ${String(OPTIONS_MAX)}.`);
    }
    return itemsIn(items, list.line).flatMap(({ item, line }) => this.#option(placed(item.tokens, line), line) ?? []);
  }

  #option(tokens: readonly PlacedToken[], line: number): PredictOption | null {
    const fences = tokens.map(fenceOf).filter((fence) => typeof fence === 'object' && fence?.kind === 'when');
    const fence = fences[0];
    if (typeof fence !== 'object' || fence === null) {
      this.#add(
        line,
        'When this comes true is missing. Add a block ```json when with { "outcome": "failed" }, or what else decides.',
      );
      return null;
    }
    const { reading, problems } = jsonIn(
      conditionSchema,
      fence,
      'The condition is empty. Give { "outcome": "failed" }.',
    );
    this.#problems.push(...problems);
    if (reading.value === null) return null;
    this.#problems.push(
      ...conditionProblems(reading.value, { steps: this.#steps, services: null, fence, reading, path: [] }),
    );
    const [says, ...rest] = tokens.filter(({ token }) => token.type !== 'space');
    return {
      says: this.#inlineOf(says?.token, line),
      reply: this.#prose(rest),
      when: reading.value,
    };
  }

  #check(scenario: LessonScenario | null) {
    const [fence, second] = this.#of('check');
    if (second !== undefined) this.#add(second.line, 'There is a check already.');
    if (fence === undefined) {
      this.#add(
        this.#lineCount,
        'What decides that the flow is repaired is missing. Write a block ```json check under ## Repair.',
      );
      return null;
    }
    const { reading, problems } = jsonIn(checkSchema, fence, 'The check is empty. Give { "tries": […] }.');
    this.#problems.push(...problems);
    if (reading.value === null) return null;
    const services = (scenario?.services ?? []).map(({ name }) => name);
    const graph = this.#graph;
    this.#problems.push(
      ...checkProblems(reading.value, { steps: this.#steps, services, graph, scenario, fence, reading }),
    );
    return reading.value;
  }

  #checkLanguages({
    languages,
    earlier,
    solutions,
    scenario,
  }: {
    readonly languages: readonly Language[];
    readonly earlier: Flows;
    readonly solutions: Flows;
    readonly scenario: LessonScenario | null;
  }): void {
    const isResume = scenario?.command.includes('resume') === true;
    for (const language of languages) {
      if (isResume && earlier[language] === undefined) {
        this.#add(
          this.#lineCount,
          `The lesson's run is a resume, of what is missing in ${language}. Write the flow of the earlier run between \`\`\`${language} earlier and \`\`\`.`,
        );
      }
    }
    for (const kind of ['earlier', 'solution'] as const) {
      const stray = Object.keys(kind === 'earlier' ? earlier : solutions).find(
        (one) => !languages.some((language) => language === one),
      );
      if (stray !== undefined)
        this.#add(this.#lineCount, `There is a ${kind} in ${stray}, and no flow. Add \`\`\`${stray} flow.`);
    }
  }

  #showsOf(shows: PlacedToken | null): readonly Inline[] {
    const [first] = (shows?.token as Tokens.Blockquote | undefined)?.tokens ?? [];
    return this.#inlineOf(first, shows?.line ?? 1);
  }

  #inlineOf(token: Token | undefined, line: number): readonly Inline[] {
    const { tokens = [] } = (token ?? {}) as { readonly tokens?: readonly Token[] };
    return this.#writer.inline(tokens, line);
  }

  /** Without what is no text. */
  #prose(tokens: readonly PlacedToken[] = []): Prose {
    return this.#writer.blocks(tokens.filter((token) => fenceOf(token) === null));
  }
}

const NO_FENCE: Fence = { kind: 'scenario', language: null, fileName: null, text: '', line: 0 };

/** The text of a heading that begins a part. */
function headingOf({ token }: PlacedToken): string | null {
  if (token.type !== 'heading') return null;
  const { depth, text } = token as Tokens.Heading;
  return depth <= 2 ? text : null;
}

/** The last list that has a condition, or else the last list. */
function optionsList(tokens: readonly PlacedToken[]): PlacedToken | null {
  const lists = tokens.filter(({ token }) => token.type === 'list');
  const hasWhen = (list: PlacedToken): boolean =>
    withItems([list]).some((token) => {
      const fence = fenceOf(token);
      return typeof fence === 'object' && fence?.kind === 'when';
    });
  return lists.findLast(hasWhen) ?? lists.at(-1) ?? null;
}

function withoutOptions(tokens: readonly PlacedToken[]): readonly PlacedToken[] {
  const list = optionsList(tokens);
  return tokens.filter((token) => token !== list);
}
