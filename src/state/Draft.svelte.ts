import { decoratorEdits, edited, type DecoratorChange } from '../language/decoratorEdits';
import type { FlowParameter } from '../model/flow';
import type { FlowGraph } from '../model/graph';
import type { Json } from '../model/json';
import type { Problem } from '../model/problem';
import type { Language, Pace, Platform, Scenario } from '../model/scenario';
import type { DraftContent } from './ports';
import { FlowReader } from './readFlow';
import type { FlowReading } from './readFlow';

/** A text is left alone once nobody has typed for so long, in real ms. */
const STILL_MS = 400;
/** The graph is drawn first, and what there is to say of it follows so much later, in real ms. */
const REMARK_MS = 100;

/** What the user edits, and what its text comes to. Every change is handed on to be kept. */
export class Draft {
  readonly #save: (content: DraftContent) => void;
  readonly #reader = new FlowReader();
  #content = $state.raw<DraftContent>() as DraftContent;
  #reading = $state.raw<FlowReading>() as FlowReading;
  #lastGood = $state.raw<FlowGraph | null>(null);
  #settled = $state.raw<FlowGraph | null>(null);
  /** The reading whose problems are shown. */
  #remarked = $state.raw<FlowReading>() as FlowReading;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #remarking: ReturnType<typeof setTimeout> | undefined;

  constructor(content: DraftContent, save: (content: DraftContent) => void) {
    this.#save = save;
    this.#content = content;
    this.#read();
    this.#remark();
    this.#settle();
  }

  get content(): DraftContent {
    return this.#content;
  }

  get source(): string {
    return this.#content.source;
  }

  get fileName(): string {
    return this.#content.fileName;
  }

  get pace(): Pace {
    return this.#content.pace;
  }

  get seed(): number {
    return this.#content.seed;
  }

  get platform(): Platform {
    return this.#content.platform;
  }

  get flowName(): string {
    return this.#lastGood?.flow.name ?? this.#content.fileName;
  }

  /** The graph of the text, or of the last text that could be read. */
  get graph(): FlowGraph | null {
    return this.#lastGood;
  }

  /** The graph as it was when its text was last left alone: what is drawn keeps its places until then. */
  get settledGraph(): FlowGraph | null {
    return this.#settled;
  }

  /** The text has errors since; the graph is of an older one. */
  get isGraphStale(): boolean {
    return this.#lastGood !== null && this.#lastGood !== this.#reading.graph;
  }

  /** Where the text cannot be read; null where it can. */
  get brokenLine(): number | null {
    return this.#reading.brokenLine;
  }

  /** Of the text, or, while one types, of what it was a moment before. */
  get problems(): readonly Problem[] {
    return this.#remarked.problems;
  }

  /** Of the text as it is, for programs: they do not wait a moment. */
  get problemsNow(): readonly Problem[] {
    return this.#reading.problems;
  }

  /** Parameters of the flow, in source order. */
  get parameters(): readonly FlowParameter[] {
    return this.#lastGood?.flow.parameters ?? [];
  }

  /** What the Run panel holds; a parameter that is missing takes its default. */
  get values(): Readonly<Record<string, Json>> {
    return this.#content.parameters;
  }

  edit(source: string): void {
    if (source === this.#content.source) return;
    this.#change({ source });
    this.#read();
    clearTimeout(this.#remarking);
    this.#remarking = setTimeout(() => {
      this.#remark();
    }, REMARK_MS);
    clearTimeout(this.#settling);
    if (this.#settled === null) this.#settle();
    else
      this.#settling = setTimeout(() => {
        this.#settle();
      }, STILL_MS);
  }

  /** Changes a decorator of a step in the text. One that is half typed stays as it is. */
  turn(change: DecoratorChange): void {
    const edits = decoratorEdits(this.#content, change);
    if (edits !== null) this.edit(edited(this.source, edits));
  }

  /** Another scenario takes the draft's place. */
  replace(content: DraftContent): void {
    this.#lastGood = null;
    this.#change(content);
    this.#read();
    this.#remark();
    this.#settle();
  }

  /** What IncludeFile and `--config` read: path → base64. */
  get files(): Readonly<Record<string, string>> {
    return this.#content.files;
  }

  /** Files chosen for Configs, as words of the command line: they stand before the command. */
  get configWords(): readonly string[] {
    const configs = this.parameters.filter(({ kind }) => kind === 'config');
    return configs.flatMap(({ name }) => {
      const path = this.#content.parameters[name];
      return typeof path === 'string' ? ['--config', name, path] : [];
    });
  }

  setFiles(files: Readonly<Record<string, string>>): void {
    this.#change({ files });
  }

  setValue(name: string, value: Json): void {
    this.#change({ parameters: { ...this.#content.parameters, [name]: value } });
  }

  /** The parameter takes its default again. */
  clearValue(name: string): void {
    const { [name]: _, ...parameters } = this.#content.parameters;
    this.#change({ parameters });
  }

  reseed(seed: number): void {
    this.#change({ seed: Math.trunc(seed) >>> 0 });
  }

  setPace(pace: Pace): void {
    this.#change({ pace });
  }

  get language(): Language {
    return this.#content.language;
  }

  /** The failure plan's text, and the parts that it comes to. */
  setPlan(change: Partial<Pick<DraftContent, 'faults' | 'services' | 'platform' | 'planText'>>): void {
    this.#change(change);
    if (change.platform === undefined) return;
    this.#read();
    this.#remark();
    this.#settle();
  }

  /** The whole scenario, for one command. */
  scenario(command: readonly string[]): Scenario {
    const { pace: _, planText: __, ...rest } = this.#content;
    return { ...rest, command };
  }

  #change(change: Partial<DraftContent>): void {
    this.#content = { ...this.#content, ...change };
    this.#save(this.#content);
  }

  #remark(): void {
    clearTimeout(this.#remarking);
    this.#remarked = this.#reading;
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settled = this.#lastGood;
  }

  #read(): void {
    this.#reading = this.#reader.read(this.#content);
    const { graph, brokenLine } = this.#reading;
    if (graph !== null && (brokenLine === null || this.#lastGood === null)) this.#lastGood = graph;
  }
}
