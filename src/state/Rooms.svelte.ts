import type { Workbench } from './Workbench.svelte';

/** What stands beside the code: one run and all about it, or many of them. */
export type Room = 'workbench' | 'lab';

/** Which room of the page is open. Every visit begins at the workbench. */
export class Rooms {
  readonly #workbench: Workbench;
  #room = $state.raw<Room>('workbench');

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  get room(): Room {
    return this.#room;
  }

  /** A phone has no room beside the code: there it is a tab. */
  enter(room: Room): void {
    this.#room = room;
    this.#workbench.openPhone(room === 'workbench' ? 'run' : room);
  }

  /** A run comes on screen: who is in another room follows it to where runs are seen. */
  followRun(): void {
    if (this.#room !== 'workbench') this.enter('workbench');
  }
}
