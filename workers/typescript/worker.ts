/** One realm for one flow or one attempt. The frame's first message brings its port. */
import { expose } from 'comlink';
import { extrasAt } from './askExtras';
import { typescriptHost } from './host';
import { makeRealm } from './realm/realm';

addEventListener(
  'message',
  ({ data: extrasUrl, ports: [port] }: MessageEvent<string>) => {
    extrasAt(extrasUrl);
    if (port) expose(host, port);
  },
  { once: true },
);

const host = typescriptHost(makeRealm());
