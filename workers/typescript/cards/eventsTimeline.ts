import { typeNameOf } from '../run/typeName';
import { CardComponent, renderedPart } from './component';
import { Artifact, Image, Markdown, SourceCode } from './components';
import { ValueBox } from './valueBox';
import { JSONViewer } from './viewers';

type Options = Readonly<Record<string, unknown>>;
type Event = Readonly<Record<'metadata' | 'payloads', Options>> & Options;

/** A YAMLViewer is a JSONViewer here. */
const PAYLOADS = [ValueBox, Image, Markdown, Artifact, JSONViewer, SourceCode];

export class EventsTimeline extends CardComponent {
  readonly #title: unknown;
  readonly #maxEvents: number;
  #events: readonly Event[] = [];
  #isFinished = false;

  constructor({ title, maxEvents = 100 }: Options = {}) {
    super();
    this.#title = title;
    this.#maxEvents = Number(maxEvents);
  }

  override update(event: Options, { styleTheme, priority, payloads = {}, finished }: Options = {}): void {
    if (typeof styleTheme === 'string' && !/^[a-zA-Z][a-zA-Z0-9_-]*$/.test(styleTheme)) {
      throw new TypeError(`Invalid styleTheme '${styleTheme}'. Must be a valid CSS class name.`);
    }
    for (const [key, payload] of Object.entries(payloads as Options)) {
      if (PAYLOADS.some((kind) => payload instanceof kind)) continue;
      throw new TypeError(
        `Payload '${key}' must be one of: ValueBox, Image, Markdown, Artifact, JSONViewer, YAMLViewer. ` +
          `Got ${typeNameOf(payload)}`,
      );
    }
    const metadata = { ...event, timestamp: event['timestamp'] ?? Date.now() / 1000 };
    const made: Event = { metadata, payloads: payloads as Options, style_theme: styleTheme, priority };
    this.#events = [...this.#events, made].slice(-this.#maxEvents);
    if (finished !== undefined) this.#isFinished = finished === true;
  }

  override render(): unknown {
    const events = this.#events.map((event) => ({
      ...event,
      payloads: Object.fromEntries(
        Object.entries(event.payloads).map(([key, payload]) => [key, renderedPart(payload)]),
      ),
    }));
    return this.rendered('eventsTimeline', { title: this.#title, events, finished: this.#isFinished });
  }
}
