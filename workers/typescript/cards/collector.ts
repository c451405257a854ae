import { messageOf } from '../flow/errors';
import { CardComponent } from './component';
import { ErrorCard } from './components';
import { CARDS } from './kinds';

type Warn = (text: string) => void;
type Attributes = Readonly<Record<string, unknown>>;

/** Is told that the card at a place is to be drawn, and whether at once. */
export type Refreshed = (place: number, isForced: boolean) => void;

/** Components by id, in the order in which they came. */
class ComponentStore {
  readonly #warn: Warn;
  readonly #components = new Map<string, CardComponent>();
  /** What user code sees: `components['id'].update(…)`. */
  readonly view: object;
  #count = 0;

  constructor(warn: Warn) {
    this.#warn = warn;
    this.view = new Proxy(Object.create(null) as object, {
      get: (target, id) => (typeof id === 'symbol' ? Reflect.get(target, id) : this.#find(id)),
      has: (_, id) => typeof id === 'string' && this.#components.has(id),
      set: (_, id, component: unknown) => {
        this.put(component, String(id));
        return true;
      },
      deleteProperty: (_, id) => this.#components.delete(String(id)) || true,
    });
  }

  get all(): Iterable<CardComponent> {
    return this.#components.values();
  }

  put(component: unknown, id?: unknown): void {
    if (!(component instanceof CardComponent)) {
      this.#warn(`Component (${textOf(component)}) is not a valid MetaflowCardComponent. It will not be stored.`);
      return;
    }
    this.#count += 1;
    const given = id === undefined || id === null ? null : String(id);
    if (given !== null) component.componentId = given;
    this.#components.set(given ?? component.componentId ?? `component_${String(this.#count)}`, component);
  }

  clear(): void {
    this.#components.clear();
  }

  #find(id: string): CardComponent {
    const found = this.#components.get(id);
    if (found) return found;
    this.#warn(
      `MetaflowCardComponent with id \`${id}\` not found. ` +
        `Available components for the cards include : ${[...this.#components.keys()].join(', ')}`,
    );
    return new CardComponent();
  }
}

const textOf = (value: unknown): string => (value instanceof Error ? messageOf(value) : String(value));

/** One card's components: what `current.card['id']` is. */
export class CardManager {
  readonly #store: ComponentStore;
  readonly #refreshed: (isForced: boolean) => void;

  constructor(warn: Warn, refreshed: (isForced: boolean) => void) {
    this.#store = new ComponentStore(warn);
    this.#refreshed = refreshed;
  }

  get components(): object {
    return this.#store.view;
  }

  append(component: unknown, id?: unknown): void {
    this.#store.put(component, id);
  }

  extend(components: Iterable<unknown>): void {
    for (const component of components) this.#store.put(component);
  }

  clear(): void {
    this.#store.clear();
  }

  /** Draws the card as it stands now, unless it was drawn a moment ago. */
  refresh(_data?: unknown, { force = false }: { readonly force?: boolean } = {}): void {
    this.#refreshed(force);
  }

  /** What the components give. One that fails is shown as an error. */
  rendered(): unknown[] {
    return [...this.#store.all].map((component) => {
      try {
        return component.render();
      } catch (error) {
        return new ErrorCard(error, {
          title: `Component ${component.constructor.name} could not be rendered`,
        }).render();
      }
    });
  }
}

/** All cards of a step. What is called without an id goes to the one card that may be meant. */
export class CardCollector {
  readonly managers: readonly CardManager[];
  readonly #cards: readonly Attributes[];
  readonly #say: Warn;
  readonly #warned = new Set<string>();
  readonly #byId = new Map<string, CardManager>();
  readonly #default: CardManager | null;

  constructor(cards: readonly Attributes[], say: Warn, refreshed: Refreshed) {
    this.#cards = cards;
    this.#say = say;
    const warn: Warn = (message) => {
      this.#warn(message);
    };
    this.managers = cards.map(
      (_, place) =>
        new CardManager(warn, (isForced) => {
          refreshed(place, isForced);
        }),
    );
    cards.forEach(({ id }, place) => {
      const manager = this.managers[place];
      if (typeof id === 'string' && manager) this.#byId.set(id, manager);
    });
    this.#default = this.#findDefault();
  }

  /** What user code sees: the methods of the card that may be meant, and the cards by id. */
  get view(): object {
    return new Proxy(this, {
      get: (_, name) => (typeof name === 'string' ? (this.#method(name) ?? this.#card(name)) : undefined),
      has: (_, name) => typeof name === 'string' && (this.#byId.has(name) || this.#method(name) !== null),
      set: (_, id, components: unknown) => {
        this.#replace(String(id), components);
        return true;
      },
    });
  }

  #method(name: string): unknown {
    switch (name) {
      case 'append':
        return (component: unknown, id?: unknown) => {
          const nothing =
            'Component will not be appended and `current.card.append` will not work for any call during this runtime ' +
            'execution.';
          if (this.#default) this.#default.append(component, id);
          else this.#warnOnce('append', this.#refusal('append', nothing));
        };
      case 'extend':
        return (components: Iterable<unknown>) => {
          const nothing =
            'Components list will not be extended and `current.card.extend` will not work for any call during this ' +
            'runtime execution.';
          if (this.#default) this.#default.extend(components);
          else this.#warnOnce('extend', this.#refusal('extend', nothing));
        };
      case 'clear':
        return () => this.#default?.clear();
      case 'refresh':
        return (data?: unknown, options?: { readonly force?: boolean }) => this.#default?.refresh(data, options);
      case 'components':
        return this.#components();
      case 'get':
        return (type?: unknown) => this.managers.filter((_, place) => this.#cards[place]?.['type'] === type);
      default:
        return null;
    }
  }

  #components(): unknown {
    if (this.#default) return this.#default.components;
    const nothing =
      'Components list will not be accessible and `current.card.components` will not work for any call during this ' +
      'runtime execution.';
    this.#warnOnce('components', this.#refusal('components', nothing), false);
    return {};
  }

  #card(id: string): CardManager {
    const found = this.#byId.get(id);
    if (found) return found;
    this.#warnOnce(`id ${id}`, [
      `\`current.card['${id}']\` is not present. Please set the \`id\` argument in @card to '${id}' to access ` +
        `\`current.card['${id}']\`.`,
      `\`current.card['${id}']\` will return an empty \`list\` which is not referenced to \`current.card\` object.`,
    ]);
    return new CardManager(
      () => undefined,
      () => undefined,
    );
  }

  #replace(id: string, components: unknown): void {
    const found = this.#byId.get(id);
    if (!found) {
      this.#warn(
        `\`current.card['${id}']\` is not present. Please set the \`id\` argument in @card to '${id}' to access ` +
          `\`current.card['${id}']\`. `,
      );
    } else if (!Array.isArray(components)) {
      this.#warn(
        `\`current.card['${id}']\` not set. \`current.card['${id}']\` should be a \`list\` of \`MetaflowCardComponent\`.`,
      );
    } else {
      found.clear();
      found.extend(components);
    }
  }

  #findDefault(): CardManager | null {
    const editable = this.#cards.flatMap((card, place) => (isEditable(card) ? [place] : []));
    if (editable.length === 1) return this.#at(editable[0]);
    const nameless = editable.filter((place) => typeof this.#cards[place]?.['id'] !== 'string');
    this.#dropDuplicates(editable);
    const customized = editable.filter((place) => this.#cards[place]?.['customize'] === true);
    if (customized.length > 1) {
      this.#warn(
        'Multiple @card decorators have `customize=True`. Only one @card per @step can have `customize=True`. ' +
          '`current.card.append` will ignore all decorators marked `customize=True`.',
      );
    }
    if (customized.length === 1) return this.#at(customized[0]);
    return nameless.length === 1 ? this.#at(nameless[0]) : null;
  }

  #at(place: number | undefined): CardManager | null {
    return this.managers[place ?? -1] ?? null;
  }

  #dropDuplicates(editable: readonly number[]): void {
    const ids = editable.map((place) => this.#cards[place]?.['id']).filter((id) => typeof id === 'string');
    const twice = [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
    if (twice.length === 0) return;
    this.#warn(
      `Multiple \`@card\` decorator have been annotated with duplicate ids : ${twice.join(', ')}. ` +
        `\`current.card['${twice[0] ?? ''}']\` will not work`,
    );
    for (const id of twice) this.#byId.delete(id);
  }

  #warn(message: string): void {
    this.#say(`[@card WARNING] ${message}`);
  }

  #warnOnce(about: string, sentences: readonly string[], isInCards = true): void {
    if (this.#warned.has(about)) return;
    this.#warned.add(about);
    this.#warn(sentences.join(' '));
    if (!isInCards) return;
    for (const manager of this.managers) manager.append(new WarningComponent(sentences.join('\n')));
  }

  #refusal(call: 'append' | 'extend' | 'components', consequence: string): string[] {
    const [only] = this.#cards;
    if (this.#cards.length === 1 && only) {
      const type = String(only['type']);
      if (call === 'append' && !CARDS.has(type)) {
        return [`Card of type \`${type}\` doesn't exist.`, consequence, 'Please use a card `type` which exits.'];
      }
      const end = call === 'append' ? 'Please use an editable card.' : 'Please use an editable card';
      return [`Card of type \`${type}\` is not an editable card.`, consequence, end];
    }
    const many = call === 'append' ? 'editable cards' : '@card decorators';
    const [which, end] = call === 'append' ? ["all @card's", ' '] : ['all @card', ''];
    return [
      `\`current.card.${call}\` cannot disambiguate between multiple ${many}.`,
      consequence,
      `To fix this set the \`id\` argument in ${which ?? ''} when using multiple @card decorators over a single @step.${end ?? ''}`,
    ];
  }
}

const isEditable = ({ type }: Attributes): boolean => CARDS.get(String(type))?.isEditable === true;

class WarningComponent extends CardComponent {
  readonly #message: string;

  constructor(message: string) {
    super();
    this.#message = message;
  }

  override render(): unknown {
    return this.rendered('log', { data: `@card WARNING\n\n${this.#message}` });
  }
}
