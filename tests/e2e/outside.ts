import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A place outside that writes down whatever arrives: requests, bare connections, packets of UDP. */
export interface Outside {
  /** `http://127.0.0.1:PORT`, for TCP and UDP. */
  readonly url: string;
  readonly port: number;
  readonly arrived: readonly string[];
  close(): void;
}

export async function outside(): Promise<Outside> {
  const arrived: string[] = [];
  const server = createServer(({ method = '', url = '' }, response) => {
    arrived.push(`${method} ${url}`);
    response.setHeader('access-control-allow-origin', '*').end('reached');
  });
  server.on('connection', () => arrived.push('a connection'));
  server.on('upgrade', ({ url = '' }, socket) => {
    arrived.push(`upgrade ${url}`);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const packets = createSocket('udp4', () => arrived.push('a packet'));
  packets.bind(port, '127.0.0.1');
  await once(packets, 'listening');
  const close = (): void => {
    server.close();
    packets.close();
  };
  return { url: `http://127.0.0.1:${String(port)}`, port, arrived, close };
}
