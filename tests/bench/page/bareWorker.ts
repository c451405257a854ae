/**
 * The floor of an attempt: a worker that boots from the same snapshot, runs the same source and answers once. No
 * protocol, no artifacts, no log.
 */
import type { PythonBoot } from '../../../src/protocol/frame';
import { bootPython } from '../../../workers/python/boot';
import { installVirtualWorld } from '../../../workers/world/virtualWorld';

installVirtualWorld();

addEventListener(
  'message',
  ({ data, ports: [port] }: MessageEvent<PythonBoot>) => {
    void bootPython(data).then((python) => {
      if (port) port.onmessage = ({ data: source }: MessageEvent<string>) => port.postMessage(python.runPython(source));
    });
  },
  { once: true },
);
