/** What few attempts need: a script of its own, which `askExtras.ts` fetches. */
import type { Extras } from './askExtras';
import { CardActions } from './cards/cardActions';
import { EventsTimeline } from './cards/eventsTimeline';
import * as cards from './cards/components';
import { ValueBox } from './cards/valueBox';
import { JSONViewer, YAMLViewer } from './cards/viewers';
import { named } from './flow/named';
import { makeFetch } from './run/fetching';

export { portable as math } from './realm/portable';
export { graphInfo } from './run/graphInfo';
export { loadClass, loadOutcome, savedParameters } from './run/load';
export const fetchBy: Extras['fetchBy'] = makeFetch;
export const cardActions: Extras['cardActions'] = (attributes) => new CardActions(attributes);
export const components = named({
  ...cards,
  ValueBox,
  EventsTimeline,
  JSONViewer,
  YAMLViewer,
}) satisfies Extras['components'];
