import { beforeAll, describe, expect, test } from 'vitest';
import type { FromFrame, ToFrame, WorkerKind } from '../../src/protocol/frame';
import { openSandboxFrame } from '../../src/runtime/live/sandboxFrame';

/** Answers each request over its port: where it runs, what it was told, what reaches the network. */
const probe = `
  addEventListener('message', ({ data: boot, ports: [port] }) => {
    const reach = async (url) => {
      try { return (await fetch(url)).type } catch (error) { return error.name }
    };
    const answers = {
      origin: () => origin,
      flow: () => self.flow ?? 'none',
      boot: () => boot && Object.keys(boot).sort().join(),
      module: () => boot.module instanceof WebAssembly.Module,
      script: async () => (await import(boot.scriptUrl)).default,
      snapshot: () => boot.snapshot && boot.snapshot.length,
      fetch: (url) => reach(url),
      eval: () => { try { return eval('1') } catch (error) { return error.name } },
      storage: () => { try { return typeof indexedDB.open('x') } catch (error) { return error.name } },
      spin: () => { while (true) {} },
    };
    port.onmessage = async ({ data: [question, argument] }) => port.postMessage(await answers[question](argument));
  }, { once: true });
`;

/** The smallest module that there is: the magic word and the version. */
const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const python = { wasm: emptyModule, stdlib: Uint8Array.of(1), lock: '{}', script: 'export default 42' };

let control: MessagePort;
let spawned = 0;

const send = (message: ToFrame, transfer: Transferable[] = []) => control.postMessage(message, transfer);

function heard(op: FromFrame['op']): Promise<FromFrame> {
  return new Promise((resolve) => {
    control.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      if (data.op === op) resolve(data);
    };
  });
}

function spawn(worker: WorkerKind, snapshot = false, flow = false) {
  const { port1, port2 } = new MessageChannel();
  const id = ++spawned;
  send({ op: 'spawn', id, worker, snapshot, flow }, [port2]);
  const ask = (question: string, argument?: string): Promise<unknown> => {
    port1.postMessage([question, argument]);
    return new Promise((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data);
    });
  };
  return { id, ask };
}

beforeAll(async () => {
  control = await openSandboxFrame();
  send({ op: 'code', worker: 'typescript', code: probe });
  send({ op: 'code', worker: 'python', code: probe });
});

describe('a worker in the frame', () => {
  test('has an opaque origin', async () => {
    expect(await spawn('typescript').ask('origin')).toBe('null');
  });

  test.each([
    ['this page', () => location.href],
    ['a data: URL', () => 'data:text/plain,x'],
    ['a blob: URL', () => URL.createObjectURL(new Blob(['x']))],
  ])('cannot fetch %s', async (_what, url) => {
    expect((await fetch(url())).ok).toBe(true);
    expect(await spawn('typescript').ask('fetch', url())).toBe('TypeError');
  });

  test('cannot evaluate text', async () => {
    expect(await spawn('typescript').ask('eval')).toBe('EvalError');
  });

  test('begins with the last flow where it is to', async () => {
    for (const flow of ['first', 'second', 'third']) {
      send({ op: 'flow', code: `self.flow = '${flow}';` });
      const { ask } = spawn('typescript', false, true);
      expect(await ask('flow')).toBe(flow);
    }
    expect(await spawn('typescript').ask('flow')).toBe('none');
  });

  test('has no storage', async () => {
    expect(await spawn('typescript').ask('storage')).toBe('SecurityError');
  });

  test('is gone when killed, even in the middle of a loop', async () => {
    const { id, ask } = spawn('typescript');
    await ask('origin');
    void ask('spin');
    const killed = heard('killed');
    send({ op: 'kill', id });
    expect(await killed).toEqual({ op: 'killed', id });
    const answer = ask('origin');
    expect(await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 200, 'silence'))])).toBe('silence');
  });

  test('tells of an error that nothing caught', async () => {
    const failed = heard('worker-failed');
    send({ op: 'code', worker: 'typescript', code: 'throw new RangeError("broken");' });
    const { id } = spawn('typescript');
    expect(await failed).toMatchObject({ id, message: expect.stringContaining('broken') });
    send({ op: 'code', worker: 'typescript', code: probe });
  });
});

describe('a Python worker', () => {
  test('fails to start before Python is there', async () => {
    const failed = heard('worker-failed');
    const { id } = spawn('python');
    expect(await failed).toEqual({ op: 'worker-failed', id, message: 'Python has not been loaded.' });
  });

  test('says that files cannot be compiled', async () => {
    const failed = heard('python-failed');
    send({ op: 'python-assets', assets: { ...python, wasm: Uint8Array.of(1, 2, 3) } });
    expect(await failed).toMatchObject({ message: expect.stringContaining('CompileError') });
  });

  test('gets the compiled module, the files and no snapshot', async () => {
    const ready = heard('python-ready');
    send({ op: 'python-assets', assets: python });
    await ready;
    const { ask } = spawn('python');
    expect(await ask('boot')).toBe('lock,module,scriptUrl,snapshot,stdlib');
    expect(await ask('module')).toBe(true);
    expect(await ask('script')).toBe(42);
    expect(await ask('snapshot')).toBe(null);
  });

  test('gets the snapshot where it is asked for', async () => {
    send({ op: 'python-snapshot', snapshot: new Uint8Array(7) });
    expect(await spawn('python', true).ask('snapshot')).toBe(7);
    expect(await spawn('python', false).ask('snapshot')).toBe(null);
  });
});
