import type { Decision } from '../engine/why/decision';
import { beginWhy, explain, unstruck } from '../engine/why/why';
import type { Why } from '../engine/why/why';
import type { RunId } from '../model/ids';
import { assignmentsIn } from './stepSource';
import { strikersOf } from './struckFaults';
import type { RunView } from './RunView.svelte';
import { whyLine } from './whyLines';
import type { WhyLine } from './whyLines';

/** Why the run on screen went as it did: every decision of its log, whatever the cursor. */
export class Reasons {
  readonly #view: RunView;
  /** What was explained last, so that a growing log is folded once. */
  #known: { readonly run: RunId; readonly why: Why } | null = null;

  readonly decisions: readonly Decision[] = $derived.by(() => this.#explained());

  constructor(view: RunView) {
    this.#view = view;
  }

  /** The first `max` decisions in words, of one step or of all. Only what is looked at is worded. */
  lines(step: string | null, max: number): readonly WhyLine[] {
    const { stored, cursor } = this.#view;
    if (stored === null) return [];
    const { setup, scenario } = stored;
    const setBy = (name: string): readonly string[] => assignmentsIn(scenario.source, name).map((found) => found.name);
    const context = { setup, language: scenario.language, setBy };
    const at = cursor.kind === 'at' ? cursor.at : null;
    return this.#of(step)
      .slice(0, max)
      .map((decision) => whyLine(decision, context, at));
  }

  countOf(step: string | null): number {
    return this.#of(step).length;
  }

  #of(step: string | null): readonly Decision[] {
    return step === null ? this.decisions : this.decisions.filter(({ place }) => place?.step === step);
  }

  #explained(): readonly Decision[] {
    const { stored, events } = this.#view;
    if (stored === null) return [];
    const subject = { setup: stored.setup, faults: strikersOf(stored.scenario) };
    const known =
      this.#known?.run === stored.id && this.#known.why.run.length <= events.length ? this.#known.why : null;
    // A failure that is let strike joins the scenario while the run goes on.
    const why = explain(
      known === null ? beginWhy(subject) : { ...known, subject },
      events.slice(known?.run.length ?? 0),
    );
    this.#known = { run: stored.id, why };
    return [...why.decisions, ...unstruck(subject, events)];
  }
}
