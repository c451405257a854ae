/** One interpreter for one flow or one attempt. The frame's first message brings its files and its port. */
import { expose } from 'comlink';
import type { PythonBoot } from '../../src/protocol/frame';
import { bootPython } from './boot';
import { pythonHost } from './host';
import { installVirtualWorld } from '../world/virtualWorld';

addEventListener(
  'message',
  ({ data, ports: [port] }: MessageEvent<PythonBoot>) => {
    if (port) expose(pythonHost(bootPython(data), world, realNow), port);
  },
  { once: true },
);

const realNow = performance.now.bind(performance);
const world = installVirtualWorld();
