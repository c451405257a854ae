import type { Pace } from '../model/scenario';
import type { Draft } from './Draft.svelte';
import type { Ports } from './ports';

/** How the run that is driven here is played. Pausing changes no draft: the pace is still the one that was chosen. */
export class Playback {
  readonly #draft: Draft;
  readonly #ports: Pick<Ports, 'setPace' | 'step'>;
  readonly #trying: (promise: Promise<unknown>) => Promise<void>;
  #isPaused = $state.raw(false);

  constructor(
    draft: Draft,
    ports: Pick<Ports, 'setPace' | 'step'>,
    trying: (promise: Promise<unknown>) => Promise<void>,
  ) {
    this.#draft = draft;
    this.#ports = ports;
    this.#trying = trying;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Another pace plays on. */
  setPace(pace: Pace): void {
    this.#draft.setPace(pace);
    this.#tell(pace);
  }

  toggle(): void {
    this.#tell(this.#isPaused ? this.#draft.pace : 0);
  }

  /** Up to the next event, and no further. */
  step(): void {
    this.#isPaused = true;
    void this.#trying(this.#ports.step());
  }

  /** A run begins, or has ended: the next one plays. */
  reset(): void {
    this.#isPaused = false;
  }

  #tell(pace: Pace): void {
    this.#isPaused = pace === 0;
    void this.#trying(this.#ports.setPace(pace));
  }
}
