import { mount, unmount } from 'svelte';
import type { DecoratorKnobs } from '../../state/decoratorKnobs';
import DecoratorControl from './DecoratorControl.svelte';

/** A control in an element of Monaco's. What it shows can change; its focus and its slider stay. */
export interface DrawnControl {
  readonly show: (control: DecoratorKnobs) => void;
  readonly erase: () => void;
}

export type TurnKnob = (control: DecoratorKnobs, option: string, value: number) => void;

interface ControlEvents {
  readonly onturn: TurnKnob;
  /** Escape: the focus goes back to the code. */
  readonly onleave: () => void;
}

export function drawControl(target: HTMLElement, control: DecoratorKnobs, events: ControlEvents): DrawnControl {
  const props = $state({ control, ...events });
  const component = mount(DecoratorControl, { target, props });
  return {
    show: (next) => (props.control = next),
    erase: () => void unmount(component),
  };
}
