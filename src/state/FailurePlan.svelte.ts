import { applyEdits, modify } from 'jsonc-parser';
import { lineOf, problemAt } from '../engine/jsonText';
import { planProblems } from '../engine/planProblems';
import type { Problem } from '../model/problem';
import type { Fault, Platform, Service } from '../model/scenario';
import { artifactNames } from './artifactNames';
import type { Draft } from './Draft.svelte';
import { PLAN_PROBLEM, planTextOf, readPlan, whatDiffers } from './planText';
import type { PlanParts, PlanReading } from './planText';

/** A failure that somebody is aiming: a new one, or one of the plan. */
export interface Aiming {
  /** Its place in the plan; null for a new one. */
  readonly index: number | null;
  readonly fault: Fault;
}

/**
 * The draft's failure plan, as text and as parts. A text that is no plan is kept as it was typed, and until it is one
 * again the last plan stays in force.
 */
export class FailurePlan {
  readonly #draft: Draft;
  #aiming = $state.raw<Aiming | null>(null);

  readonly reading: PlanReading = $derived.by(() => readPlan(this.text));
  /** In the text's order where they have one. */
  readonly problems: readonly Problem[] = $derived.by(() => this.#problems());

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  get parts(): PlanParts {
    const { faults, services, platform } = this.#draft.content;
    return { faults, services, platform };
  }

  get faults(): readonly Fault[] {
    return this.#draft.content.faults;
  }

  get services(): readonly Service[] {
    return this.#draft.content.services;
  }

  /** As it was typed last, else as it is written out. */
  get text(): string {
    return this.#draft.content.planText ?? planTextOf(this.parts);
  }

  /** The text is no plan: a run takes the one before. */
  get isBehind(): boolean {
    return this.reading.parts === null;
  }

  /** What the popover is open for. */
  get aiming(): Aiming | null {
    return this.#aiming;
  }

  edit(text: string): void {
    if (text === this.text) return;
    const { parts } = readPlan(text);
    this.#draft.setPlan({ ...(parts ?? {}), planText: text });
  }

  /** Opens the popover for a new failure. */
  aimAt(step: string, foreach: readonly number[] = []): void {
    const fault: Fault = { kind: 'spot-interruption', step, attempts: 0, moment: 'during' };
    this.#aiming = { index: null, fault: foreach.length > 0 ? { ...fault, foreach } : fault };
  }

  /** Opens the popover for a failure of the plan. */
  look(index: number): void {
    const fault = this.faults[index];
    if (fault !== undefined) this.#aiming = { index, fault };
  }

  stopAiming(): void {
    this.#aiming = null;
  }

  /** What the popover has come to joins the plan. */
  aim(fault: Fault): void {
    const { index } = this.#aiming ?? { index: null };
    this.#aiming = null;
    if (index === null) this.add(fault);
    else this.#change('faults', this.faults.with(index, fault), index, fault);
  }

  add(fault: Fault): void {
    this.#change('faults', [...this.faults, fault], -1, fault);
  }

  remove(index: number): void {
    this.#aiming = null;
    this.#change('faults', this.faults.toSpliced(index, 1), index, undefined);
  }

  addService(service: Service): void {
    this.#change('services', [...this.services, service], -1, service);
  }

  setService(index: number, service: Service): void {
    this.#change('services', this.services.with(index, service), index, service);
  }

  removeService(index: number): void {
    this.#change('services', this.services.toSpliced(index, 1), index, undefined);
  }

  setPlatform(platform: Platform): void {
    this.#write({ platform }, ['platform'], whatDiffers(platform));
  }

  /** The line of the text where a failure stands. */
  lineOfFault(index: number): number {
    return lineOf(this.reading, ['faults', index]);
  }

  #change<Key extends 'faults' | 'services'>(key: Key, list: PlanParts[Key], index: number, value: unknown): void {
    this.#write({ [key]: list }, [key, index], value);
  }

  /** A text that is a plan is written out anew; one that is half typed is changed where the value stands. */
  #write(change: Partial<PlanParts>, path: (string | number)[], value: unknown): void {
    const typed = this.#draft.content.planText;
    const isHalfTyped = typed !== undefined && this.isBehind;
    this.#draft.setPlan({ ...change, planText: isHalfTyped ? changed(typed, path, value) : undefined });
  }

  #problems(): readonly Problem[] {
    const { reading } = this;
    if (reading.parts === null) return reading.problems;
    const { graph, source, language } = this.#draft;
    const artifacts = graph === null ? null : artifactNames(graph, source, language);
    return planProblems({ ...reading.parts, graph, artifacts }).map(({ path, severity, message }) =>
      problemAt(reading, path, { severity, message, code: PLAN_PROBLEM }),
    );
  }
}

const FORMAT = { insertSpaces: true, tabSize: 2 };

/** The text with one value changed, as far as that can be done in a text with errors. */
function changed(text: string, path: (string | number)[], value: unknown): string {
  const isNew = path.at(-1) === -1;
  const edits = modify(text, path, value, { formattingOptions: FORMAT, isArrayInsertion: isNew });
  return applyEdits(text, edits);
}
