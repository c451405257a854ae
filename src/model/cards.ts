import type { CardRef } from './events';

const isSame = (a: CardRef, b: CardRef): boolean => a.id === b.id && a.type === b.type;

/** The cards of an attempt after one of them was drawn anew. */
export const withRefreshed = (cards: readonly CardRef[], card: CardRef): readonly CardRef[] =>
  cards.some((known) => isSame(known, card))
    ? cards.map((known) => (isSame(known, card) ? card : known))
    : [...cards, card];

/** The cards of an attempt that has ended: those drawn at its end, and what was refreshed and never drawn again. */
export const withFinal = (refreshed: readonly CardRef[], final: readonly CardRef[]): readonly CardRef[] => [
  ...refreshed.filter((card) => !final.some((drawn) => isSame(drawn, card))),
  ...final,
];
