import type { Language } from './scenario';

/** A piece of a sentence. Nothing in it is markup: all text is shown as it is. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  /** `only`: where the flow is written in that language. */
  | { readonly kind: 'code'; readonly text: string; readonly only: Language | null }
  | { readonly kind: 'strong'; readonly parts: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly parts: readonly Inline[] }
  /** To the world outside; http or https. */
  | { readonly kind: 'link'; readonly href: string; readonly parts: readonly Inline[] }
  /** To a page of the help, by its id. */
  | { readonly kind: 'help'; readonly page: string; readonly parts: readonly Inline[] }
  | { readonly kind: 'break' };

/** A part of a text, from top to bottom. */
export type Block =
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'heading'; readonly parts: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string; readonly only: Language | null }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

export type Prose = readonly Block[];
