/** What must not compile about events and replies; checked by the compiler, never run. */
import type { EventOf, RunEvent } from '../../src/model/events';
import type { EngineHost } from '../../src/protocol/engine';
import type { Replying } from '../../src/protocol/reply';

declare const event: RunEvent;
declare const failed: EventOf<'attempt-failed'>;
declare const host: Replying<EngineHost>;

export const cause: string = failed.failure.cause;

// @ts-expect-error an event is a fact: nobody changes it
failed.attempt = 1;

// @ts-expect-error only some events have a failure
export const failure = event.failure;

// @ts-expect-error there is no such event
export type NoSuch = EventOf<'attempt-retried'>['at'];

// @ts-expect-error an answer is a reply: its value stands behind `ok`
export const record: Promise<{ schema: string }> = host.record('1');
