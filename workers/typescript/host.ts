import { transfer } from 'comlink';
import { instantOf } from '../../src/model/time';
import type {
  AttemptEnd,
  AttemptOrder,
  AttemptOutcome,
  FlowHost,
  FlowSource,
  LoadOutcome,
  ParametersOrder,
  ParametersOutcome,
  SavedArtifact,
} from '../../src/protocol/flowHost';
import { Voice } from '../world/voice';
import { extras } from './askExtras';
import { seedTokens } from './cards/tokens';
import { attachDecorators } from './flow/decorators';
import { setVariables } from './flow/environment';
import { faultlineModule } from './flow/module';
import { stepsOf } from './flow/steps';
import type { Realm } from './realm/realm';
import { endedBy } from './run/ends';
import type { FetchParts } from './run/fetching';
import { importFlow } from './run/flowClass';
import type { LoadedClass } from './run/loadedClass';
import { Output } from './run/output';
import { refusalOf } from './run/refusal';
import { Task } from './run/task';
import { watchdog } from './run/watchdog';

const LOADING_OUTPUT_BYTES = 10_000_000;

/** The worker's side of {@link FlowHost} for TypeScript. */
export function typescriptHost(realm: Realm): FlowHost {
  const { loop } = realm;
  const dog = watchdog(realm.realNow, () => (loop.isArmed ? loop.strike() : null));
  const module = faultlineModule(loop);
  let loaded: LoadedClass | null = null;

  function begin({ seed, user }: FlowSource): void {
    realm.seed(seed);
    seedTokens(seed);
    setVariables({ USER: user, METAFLOW_USER: user, LANG: 'C.UTF-8', TZ: 'UTC' });
    realm.onmoved = dog.moved;
    dog.moved();
  }

  const { evaluator } = realm;
  const settled = <T>(work: Promise<T>) => loop.settled(work);
  const imported = (source: FlowSource) => importFlow(source, { evaluator, module, tick: dog.tick, settled });

  /** What is printed before there is an attempt comes with the answer. */
  function printing(): string[] {
    const lines: string[] = [];
    const output = new Output((_stream, _by, said) => void lines.push(...said), LOADING_OUTPUT_BYTES);
    realm.onprint = (stream, text) => {
      output.print(stream, text);
      output.flush();
    };
    return lines;
  }

  return {
    ready: () => Promise.resolve(),

    async load(source): Promise<LoadOutcome> {
      begin(source);
      const stdout = printing();
      try {
        const { loadClass, loadOutcome } = extras();
        loaded = loadClass(await imported(source), source);
        return loadOutcome(loaded, stdout);
      } catch (error) {
        return { ok: false, refusal: refusalOf(dog.ended ?? error), stdout };
      }
    },

    parameters(order: ParametersOrder): Promise<ParametersOutcome> {
      if (!loaded) return Promise.reject(new TypeError('Parameters come after load.'));
      const stdout = printing();
      try {
        const outcome = extras().savedParameters(loaded, order, stdout);
        return Promise.resolve(outcome.ok ? withTransfer(outcome, outcome.artifacts) : outcome);
      } catch (error) {
        return Promise.resolve({ ok: false, refusal: refusalOf(dog.ended ?? error), stdout });
      }
    },

    async run(order: AttemptOrder, port: MessagePort): Promise<AttemptOutcome> {
      const begun = realm.realNow();
      const voice = new Voice(port, realm.realNow);
      const at = () => instantOf(realm.now());
      const output = new Output((stream, by, lines) => {
        voice.output(at(), stream, by, lines);
      }, order.maxLogBytes);
      realm.setNow(order.codeStartsAt);
      begin(order);
      realm.onprint = (stream, text) => {
        output.print(stream, text);
      };
      realm.onmove = () => {
        output.flush();
      };
      realm.onmoved = () => {
        dog.moved();
        voice.clock(at());
      };
      const { death } = order.strikes;
      realm.death = death && {
        at: death.at,
        die: () => {
          voice.dead(death.at);
        },
      };
      let fetch: Realm['onfetch'] | null = null;
      realm.onfetch = (...values) => {
        fetch ??= extras().fetchBy(outside);
        return fetch(...values);
      };
      const outside: FetchParts = {
        outside: { services: order.services, seed: order.servicesSeed, outages: order.strikes.outages },
        loop,
        now: realm.now,
        say: (call) => {
          output.flush();
          voice.call(at(), call);
        },
        deadlineOf: realm.deadlineOf,
      };
      const end = await attempt();
      realm.onprint = () => undefined; // What is left over of the code speaks to nobody.
      output.flush();
      const outcome = { end, codeEndedAt: at(), said: voice.said, realMs: realm.realNow() - begun };
      return withTransfer(outcome, end.artifacts ?? []);

      async function attempt(): Promise<AttemptEnd> {
        let task: Task;
        try {
          const flowClass = await imported(order);
          attachDecorators(stepsOf(flowClass), order.withDecorators);
          const { takeUnhandled: unhandled, now } = realm;
          task = new Task(flowClass, order, { output, voice, loop, dog, now, unhandled });
        } catch (error) {
          return endedBy(dog.ended ?? error, output); // The file itself failed, as it may whenever it is imported.
        }
        return task.run();
      }
    },
  };
}

const withTransfer = <T extends object>(answer: T, artifacts: readonly SavedArtifact[]): T =>
  transfer(answer, [
    ...new Set(
      artifacts.flatMap((artifact) => ('content' in artifact ? [artifact.content.bytes.buffer as ArrayBuffer] : [])),
    ),
  ]);
