import { previewResume } from '../engine/resumePreview';
import type { ResumePreview } from '../engine/resumePreview';
import type { FlowGraph } from '../model/graph';
import type { Problem } from '../model/problem';
import type { Run } from '../model/run';
import { changedSteps } from './changedSteps';
import type { ChangedStep } from './changedSteps';
import { resumeHeadline, stepFates } from './resumeWords';
import type { StepFate } from './resumeWords';
import type { StepDisplay } from './stepDisplay';
import type { Sentence } from './words';

/** What there is to resume, and with which flow. Null where nothing can be resumed. */
export interface Resumable {
  readonly origin: Run;
  readonly then: { readonly source: string; readonly graph: FlowGraph | null };
  readonly now: { readonly source: string; readonly graph: FlowGraph | null; readonly problems: readonly Problem[] };
}

/** What a resume would do, while somebody looks at that: by pointing at the button, or for as long as they like. */
export class ResumeOutlook {
  readonly #resumable: () => Resumable | null;
  #isPeeked = $state.raw(false);
  #isPinned = $state.raw(false);
  #step = $state.raw<string | null>(null);

  readonly #subject: Resumable | null = $derived.by(() =>
    this.#isPeeked || this.#isPinned ? this.#resumable() : null,
  );
  readonly #preview: ResumePreview | null = $derived.by(() => this.#previewed());
  readonly #changed: readonly ChangedStep[] = $derived.by(() => this.#changes());
  /** Step by step; null while nobody looks, or where Metaflow would refuse the flow as it is. */
  readonly fates: readonly StepFate[] | null = $derived.by(() =>
    this.#preview === null
      ? null
      : stepFates(this.#subject?.now.graph?.steps.map(({ name }) => name) ?? [], this.#preview, this.#changed),
  );

  constructor(resumable: () => Resumable | null) {
    this.#resumable = resumable;
  }

  get isShown(): boolean {
    return this.#subject !== null;
  }

  get isPinned(): boolean {
    return this.#isPinned && this.#subject !== null;
  }

  /** The step that the resume would start from; null: wherever something is left to do. */
  get step(): string | null {
    return this.#step;
  }

  /** In one sentence. */
  get words(): Sentence {
    if (this.#preview === null) return ['The flow has a problem: Metaflow would refuse to resume it.'];
    const from: Sentence = this.#step === null ? [] : ['From ', { code: this.#step }, ': '];
    return [...from, ...resumeHeadline(this.#preview, this.#changed)];
  }

  peek(isPeeked: boolean): void {
    this.#isPeeked = isPeeked;
  }

  pin(step: string | null): void {
    this.#step = step;
    this.#isPinned = true;
  }

  close(): void {
    this.#isPeeked = false;
    this.#isPinned = false;
    this.#step = null;
  }

  /** A step as the graph draws it while the preview is shown. */
  shownAs(display: StepDisplay): StepDisplay {
    const fate = this.fates?.find(({ step }) => step === display.step);
    return fate === undefined
      ? display
      : { ...display, look: fate.look, word: fate.word, detail: null, foot: '', wait: null };
  }

  #previewed(): ResumePreview | null {
    const subject = this.#subject;
    if (subject === null) return null;
    const { graph, problems } = subject.now;
    if (graph?.start == null || graph.end === null || problems.some(({ severity }) => severity === 'error'))
      return null;
    const step = graph.steps.some(({ name }) => name === this.#step) ? this.#step : null;
    return previewResume(subject.origin, graph, step);
  }

  #changes(): readonly ChangedStep[] {
    const { then, now } = this.#subject ?? {};
    if (then?.graph == null || now?.graph == null) return [];
    return changedSteps({ source: then.source, graph: then.graph }, { source: now.source, graph: now.graph });
  }
}
