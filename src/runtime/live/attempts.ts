import { transfer } from 'comlink';
import { EXIT_KILLED, type Failure } from '../../model/failure';
import type { AttemptOrder, AttemptOutcome, FlowHost, VoiceMessage } from '../../protocol/flowHost';
import { attemptOutcomeOf, voiceMessageOf } from './hostile';
import type { Lease } from './lease';
import { isForeign } from './storedArtifact';

/** An attempt that ended without an outcome: its worker died, hung or talked nonsense. */
export interface Died {
  readonly died: Failure;
}

/**
 * Messages that one attempt may send. Far above what 10 MB of log needs in portions of 64 KB; a flood ends the attempt
 * before its record becomes too long to be handed to the page at once.
 */
const MESSAGES_MAX = 30_000;
/** Characters that one attempt may say in all: two full logs and a few of the largest cards. */
const CHARACTERS_MAX = 100_000_000;
/** Real milliseconds without a sign of life, after which the attempt is ended. The worker's own watchdog is earlier. */
const SILENCE_MS = 30_000;

/**
 * Runs one attempt in a worker. Resolves when everything that the attempt said has been heard, or when it is given
 * up. Never rejects.
 */
export async function runAttempt(
  lease: Lease<FlowHost>,
  order: AttemptOrder,
  hear: (message: VoiceMessage) => void,
): Promise<AttemptOutcome | Died> {
  const voice = new Voice(lease, hear);
  try {
    // The order waits for a worker that is still booting: its way there and back would be paid by every attempt.
    const ready = lease.call((host) => host.ready());
    const answered = lease.call((host) => host.run(order, transfer(voice.port, [voice.port])));
    const booted = await ready;
    if (booted.kind === 'gone') return voice.complaint ?? brokeDown(booted.reason);
    voice.listenForSilence();
    const answer = await answered;
    if (answer.kind === 'gone') return voice.complaint ?? brokeDown(answer.reason);
    const outcome = attemptOutcomeOf(answer.value);
    if (typeof outcome === 'string') return brokeDown(`The attempt's worker gave a bad answer (${outcome}).`);
    const foreign = outcome.end.artifacts?.find((artifact) => isForeign(artifact, order.blobs));
    if (foreign) return brokeDown(`The attempt's worker claims an artifact that it was not given (${foreign.name}).`);
    return (await voice.heard(outcome.said)) ? outcome : (voice.complaint ?? brokeDown('The worker fell silent.'));
  } finally {
    voice.close();
  }
}

const brokeDown = (message: string): Died => ({
  died: { cause: 'platform', exception: null, message, exitCode: EXIT_KILLED, retry: true },
});

const watchdog = (message: string): Died => ({
  died: { cause: 'watchdog', exception: null, message, exitCode: EXIT_KILLED, retry: true },
});

/** Those of the texts that may be long. */
function charactersIn(message: VoiceMessage): number {
  switch (message.kind) {
    case 'output':
      return message.lines.reduce((sum, { length }) => sum + length + 1, 0);
    case 'card':
      return message.html.length;
    case 'metadata':
      return JSON.stringify(message.value).length;
    case 'call':
      return message.request.length;
    default:
      return 0;
  }
}

/** The near end of an attempt's voice port. Ends the lease when the attempt floods it or falls silent. */
class Voice {
  readonly port: MessagePort;
  readonly #near: MessagePort;
  readonly #hear: (message: VoiceMessage) => void;
  readonly #lease: Lease<FlowHost>;
  #messages = 0;
  #characters = 0;
  #said = 0;
  #heardMs = performance.now();
  #awaited: { readonly said: number; readonly resolve: (heard: boolean) => void } | null = null;
  #silence: ReturnType<typeof setTimeout> | undefined;
  complaint: Died | null = null;

  constructor(lease: Lease<FlowHost>, hear: (message: VoiceMessage) => void) {
    const { port1, port2 } = new MessageChannel();
    this.port = port2;
    this.#near = port1;
    this.#hear = hear;
    this.#lease = lease;
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#receive(data);
    };
  }

  /** Whether `said` messages have come, or come before the lease ends. */
  heard(said: number): Promise<boolean> {
    if (this.#said >= said) return Promise.resolve(true);
    return new Promise((resolve) => {
      this.#awaited = { said, resolve };
    });
  }

  close(): void {
    clearTimeout(this.#silence);
    this.#near.onmessage = null;
    this.#near.close();
  }

  #receive(data: unknown): void {
    this.#messages += 1;
    if (this.#messages > MESSAGES_MAX) {
      this.#giveUp(brokeDown(`The attempt sent more than ${String(MESSAGES_MAX)} messages and was ended.`));
      return;
    }
    const message = voiceMessageOf(data);
    if (typeof message === 'string') {
      // No runtime of ours says it: user code speaks in its place, and nothing more of it can be believed.
      this.#giveUp(brokeDown(`The attempt's worker said something malformed (${message}) and was ended.`));
      return;
    }
    this.#characters += charactersIn(message);
    if (this.#characters > CHARACTERS_MAX) {
      this.#giveUp(brokeDown(`The attempt said more than ${String(CHARACTERS_MAX / 1e6)} MB and was ended.`));
      return;
    }
    this.#heardMs = performance.now();
    if (message.kind !== 'clock') this.#said += 1;
    this.#hear(message);
    if (this.#awaited !== null && this.#said >= this.#awaited.said) this.#awaited.resolve(true);
  }

  /** From now on, until it next speaks. Its boot is not the attempt's time. */
  listenForSilence(): void {
    this.#heardMs = performance.now();
    this.#wakeAfter(SILENCE_MS);
  }

  /** One timer, set anew when it rings too early: a timer for each message would cost more than the message. */
  #wakeAfter(ms: number): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      const leftMs = this.#heardMs + SILENCE_MS - performance.now();
      if (leftMs > 0) {
        this.#wakeAfter(leftMs);
        return;
      }
      this.#giveUp(watchdog(`The attempt computed for ${String(SILENCE_MS / 1000)} s without its clock moving.`));
    }, ms);
  }

  #giveUp(complaint: Died): void {
    this.complaint = complaint;
    this.close();
    this.#lease.end('given up');
    this.#awaited?.resolve(false);
  }
}
