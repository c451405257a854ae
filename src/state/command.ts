/** Something that can be done from the palette. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Further words that it is found by. */
  readonly words?: string;
  /** `Ctrl Enter`: where a key does the same. */
  readonly keys?: string;
  readonly isOff?: boolean;
  readonly act: () => void;
}
