/** Where a compiled flow leaves its module on the scope. The worker takes it away at once. */
export const COMPILED = '__faultline_compiled';

/**
 * The script that leaves a compiled flow's function there. It adds no line before the function. In brackets, a function
 * is read once and for all, since it will be called.
 */
export const scriptLeaving = (made: string) => `"use strict";self.${COMPILED}=(${made});\n`;

/** What compiled code calls in every round of a loop. */
export const TICK = '__faultline_tick';

/** Nothing but this can be imported. */
export const MODULE = 'faultline';

/** What the engine says first to the compiler's worker, with a port; an editor says something else. */
export const COMPILE = 'faultline:compile';
