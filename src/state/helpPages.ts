import { pages } from 'virtual:help';

/** A page of the help. Links to other pages carry their id in `data-page`. */
export interface HelpPage {
  readonly id: string;
  readonly title: string;
  readonly html: string;
  readonly text: string;
}

const FIRST = [
  'start',
  'failure-types',
  'retry-against-catch',
  'retry',
  'platform',
  'catch',
  'fallback',
  'timeout',
  'plan',
  'failing',
  'resume',
  'lab',
];

const rank = ({ id }: HelpPage): number => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);

/** In the order in which one would read them. */
export const helpPages: readonly HelpPage[] = [...pages].sort((a, b) => rank(a) - rank(b));
