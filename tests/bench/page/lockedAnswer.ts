/** What every attempt in TypeScript has before it reads a flow: a locked realm, devalue, and comlink to be asked by. */
import { expose } from 'comlink';
import { parse, stringify } from 'devalue';
import { makeRealm } from '../../../workers/typescript/realm/realm';

addEventListener(
  'message',
  ({ ports: [port] }: MessageEvent) => {
    if (port) expose({ answer: () => parse(stringify(6 * 7)) as number }, port);
  },
  { once: true },
);

makeRealm();
