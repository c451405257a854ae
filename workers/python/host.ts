import { transfer } from 'comlink';
import type { PyodideAPI } from 'pyodide';
import type { ArtifactPreview, ArtifactRef } from '../../src/model/artifact';
import type { Failure } from '../../src/model/failure';
import { instantOf } from '../../src/model/time';
import type {
  AttemptEnd,
  AttemptOrder,
  AttemptOutcome,
  FlowSource,
  HookOutcome,
  LoadOutcome,
  ParametersOrder,
  ParametersOutcome,
  PythonHost,
  SavedArtifact,
} from '../../src/protocol/flowHost';
import { makeBridge } from './bridge';
import type { Bridge, BridgeState } from './bridge';
import { lockDown } from './lockdown';
import { Outside } from '../outside/outside';
import type { VirtualWorld } from '../world/virtualWorld';
import { Voice } from '../world/voice';
import { watchdog } from './watchdog';

/** `metaflow/_runtime/entry.py`. */
interface Entry {
  connect(bridge: Bridge): void;
  load(order: string): string;
  parameters(order: string): string;
  run(order: string): string;
  hook(order: string): string;
}

/** An artifact as Python describes it: with a preview where its bytes are new. */
type Described = ArtifactRef & { readonly preview?: ArtifactPreview };
type Describing<Answer> = Answer extends { readonly artifacts: infer Saved }
  ? Omit<Answer, 'artifacts'> & { readonly artifacts: readonly Described[] | Extract<Saved, null> }
  : Answer;
type DescribedEnd = Describing<AttemptEnd>;

/** As Metaflow's scheduler sees the signal. */
const SEGMENTATION_FAULT = -11;

/** The worker's side of {@link PythonHost}. `booted` resolves to an interpreter that has run nothing yet. */
export function pythonHost(booted: Promise<PyodideAPI>, world: VirtualWorld, realNow: () => number): PythonHost {
  const dog = watchdog(realNow);
  const state: BridgeState = {
    voice: null,
    blobs: new Map(),
    client: null,
    outside: null,
    isDead: false,
    kept: new Map(),
  };
  let connected: Entry | null = null;

  /** Connects with the first order, not before: a snapshot must neither refer to JavaScript nor lack what it expects. */
  async function begin({ files, fileName, source, seed }: FlowSource): Promise<Entry> {
    const python = await booted;
    writeFiles(python, { ...files, [fileName]: new TextEncoder().encode(source) });
    world.seed(seed);
    if (!connected) {
      lockDown(python);
      connected = python.pyimport('metaflow._runtime.entry') as Entry;
      connected.connect(makeBridge(world, state, dog.moved));
      python.setInterruptBuffer(dog.buffer as unknown as Uint8Array);
    }
    dog.moved();
    return connected;
  }

  /** Takes the bytes of new artifacts from the bridge. */
  const withContent = (artifacts: readonly Described[]): SavedArtifact[] =>
    artifacts.map(({ preview, ...ref }) => {
      const bytes = state.kept.get(ref.hash);
      if (preview === undefined || !bytes) return ref;
      return { name: ref.name, type: ref.type, content: { bytes, preview } };
    });

  const withTransfer = <T extends object>(answer: T): T =>
    transfer(
      answer,
      [...state.kept.values()].map(({ buffer }) => buffer),
    );

  return {
    async ready() {
      await booted;
    },

    async makeSnapshot() {
      const snapshot = (await booted).makeMemorySnapshot();
      return transfer(snapshot, [snapshot.buffer]);
    },

    async load(order) {
      const entry = await begin(order);
      return JSON.parse(entry.load(orderText(order))) as LoadOutcome;
    },

    parameters(order: ParametersOrder) {
      if (!connected) return Promise.reject(new Error('Parameters come after load.'));
      state.kept.clear();
      const outcome = JSON.parse(connected.parameters(JSON.stringify(order))) as Describing<ParametersOutcome>;
      if (!outcome.ok) return Promise.resolve(outcome);
      return Promise.resolve(withTransfer({ ...outcome, artifacts: withContent(outcome.artifacts) }));
    },

    async callHook(order) {
      const entry = await begin(order);
      world.move(order.startsAt);
      Object.assign(state, { voice: null, blobs: order.blobs, client: order.client });
      return JSON.parse(entry.hook(orderText(order))) as HookOutcome;
    },

    async run(order: AttemptOrder, port: MessagePort): Promise<AttemptOutcome> {
      const begun = realNow();
      const entry = await begin(order);
      const voice = new Voice(port, realNow);
      world.move(order.codeStartsAt);
      Object.assign(state, { voice, blobs: order.blobs, client: order.client, outside: outsideOf(order) });
      state.kept.clear();
      const end = attempt(entry, order);
      if (state.isDead) return new Promise<never>(() => undefined); // It has said so, and is ended for it.
      const outcome: AttemptOutcome = {
        end: end.artifacts === null ? end : { ...end, artifacts: withContent(end.artifacts) },
        codeEndedAt: instantOf(world.now()),
        said: voice.said,
        realMs: realNow() - begun,
      };
      return withTransfer(outcome);
    },
  };
}

const outsideOf = ({ services, servicesSeed, strikes }: AttemptOrder) =>
  new Outside({ services, seed: servicesSeed, outages: strikes.outages });

function attempt(entry: Entry, order: AttemptOrder): DescribedEnd {
  try {
    return JSON.parse(entry.run(orderText(order))) as DescribedEnd;
  } catch (error) {
    // A Python error here is a bug of ours; anything else is the interpreter's own end, as of a process that crashed.
    if (error instanceof Error && error.name === 'PythonError') throw error;
    return { kind: 'failed', failure: crash(error), artifacts: null };
  }
}

const crash = (error: unknown): Failure => ({
  cause: 'user',
  exception: null,
  message: `Python crashed: ${String(error)}`,
  exitCode: SEGMENTATION_FAULT,
  retry: true,
});

/** Bytes, stored runs and services stay in JavaScript until Python asks for them. */
const orderText = (order: FlowSource) =>
  JSON.stringify({ ...order, files: undefined, blobs: undefined, client: undefined, services: undefined });

/** Paths are relative to the folder that Python starts in. */
function writeFiles(python: PyodideAPI, files: Readonly<Record<string, Uint8Array>>): void {
  for (const [path, bytes] of Object.entries(files)) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (folder) python.FS.mkdirTree(folder);
    python.FS.writeFile(path, bytes);
  }
}
