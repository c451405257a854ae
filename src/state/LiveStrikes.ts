import type { Fault, PlatformFailureKind, Scenario } from '../model/scenario';
import type { TaskKey } from '../model/ids';
import { KIND_WORDS } from './aims';
import type { Draft } from './Draft.svelte';
import type { FailurePlan } from './FailurePlan.svelte';
import type { Ports } from './ports';
import type { RunView } from './RunView.svelte';
import type { Notice } from './Workbench.svelte';

/** An attempt that can be killed now. */
export interface Victim {
  readonly key: TaskKey;
  readonly step: string;
  readonly foreach: readonly number[];
  readonly attempt: number;
}

/** How long an outage by hand lasts, in virtual seconds. */
export const OUTAGE_SECONDS = 10;

/** What a strike needs of the page. */
interface Around {
  readonly draft: Draft;
  readonly failures: FailurePlan;
  readonly view: RunView;
  readonly ports: Pick<Ports, 'strike'>;
  readonly notify: (notice: Notice) => void;
}

/** Failures that somebody lets strike while a run plays. They join the run's scenario, and the draft's plan with it. */
export class LiveStrikes {
  readonly #around: Around;

  constructor(around: Around) {
    this.#around = around;
  }

  /** The attempt of a task that is in flight; null where none is. */
  victim(task: TaskKey | null): Victim | null {
    const { picture, isDriven } = this.#around.view;
    const found = task === null || picture === null || !isDriven ? undefined : picture.run.tasks.get(task);
    if (found?.state.status !== 'running') return null;
    const { step, foreach } = found.place;
    return { key: found.key, step, foreach, attempt: found.state.attempt };
  }

  async kill(victim: Victim, kind: PlatformFailureKind): Promise<void> {
    const { step, foreach, attempt } = victim;
    const fault: Fault = { kind, step, ...(foreach.length > 0 ? { foreach } : {}), attempts: attempt };
    await this.#strike(fault, `Too late: attempt ${String(attempt)} of ${victim.key} had ended.`);
  }

  async failService(name: string): Promise<void> {
    const service = { name, answer: 'connection' } as const;
    await this.#strike({ kind: 'service', step: '*', attempts: 'every', seconds: OUTAGE_SECONDS, service }, NOT_NOW);
  }

  async pullMetadata(): Promise<void> {
    await this.#strike(
      { kind: 'metadata-unavailable', step: '*', attempts: 'every', seconds: OUTAGE_SECONDS },
      NOT_NOW,
    );
  }

  async #strike(fault: Fault, tooLate: string): Promise<void> {
    const { view, ports, draft, failures, notify } = this.#around;
    const before = view.stored?.scenario;
    const struck = await ports.strike(fault);
    if (struck === null || before === undefined) {
      notify({ code: 'strike', message: tooLate });
      return;
    }
    const what = `${KIND_WORDS[struck.kind].label} at ${momentSeconds(struck)} s of the run.`;
    if (!isSameFlow(before, draft.scenario(before.command))) {
      notify({
        code: 'strike',
        message: `${what} The draft has changed since this run began, so only the run has it.`,
      });
      return;
    }
    const isSamePlan = JSON.stringify(before.faults) === JSON.stringify(draft.content.faults);
    failures.add(struck);
    notify({
      code: 'strike',
      message: isSamePlan
        ? `${what} Added to the failure plan; Run again replays it.`
        : `${what} Added to the failure plan.`,
    });
  }
}

const NOT_NOW = 'Too late: the run had ended.';

const momentSeconds = ({ moment }: Fault): string => (typeof moment === 'object' ? moment.at.toFixed(2) : '0.00');

/** Whether two scenarios differ in their faults at most. */
const isSameFlow = (a: Scenario, b: Scenario): boolean => told(a) === told(b);

const told = ({ language, source, parameters, seed, files, services, platform, maxWorkers }: Scenario): string =>
  JSON.stringify([language, source, parameters, seed, files, services, platform, maxWorkers]);
