/** The floor of an attempt in TypeScript: a sandboxed blob worker that answers one comlink call. */
import { expose } from 'comlink';

addEventListener(
  'message',
  ({ ports: [port] }: MessageEvent) => {
    if (port) expose({ answer: () => 6 * 7 }, port);
  },
  { once: true },
);
