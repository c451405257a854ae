/** The function that a compiled flow hands its module to, once. The worker takes it away again. */
export const DEFINE = '__faultline_define';

/** What compiled code calls in every round of a loop. */
export const TICK = '__faultline_tick';

/** Nothing but this can be imported. */
export const MODULE = 'faultline';

/** What the engine says first to the compiler's worker, with a port; an editor says something else. */
export const COMPILE = 'faultline:compile';
