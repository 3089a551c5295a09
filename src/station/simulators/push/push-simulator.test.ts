import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { AccessUnitAssembler } from '#core/bitstream/access-unit-assembler';
import { readVideoConfig } from '#core/protocols/push/config';
import { PushDialect } from '#core/protocols/push/dialect';
import { runPushSimulator } from './push-simulator';

const clip = fileURLToPath(new URL('../../../core/bitstream/fixtures/baseline.h264', import.meta.url));
let server: WebSocketServer;

afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

describe('a simulated producer', () => {
  it.each([false, true])('pushes its clip again and again (in packets: %s), and comes back', async (framed) => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const options = { url: `ws://127.0.0.1:${port}/`, clip, fps: 240, framed, tone: framed, onEvent: () => undefined };
    const ended = new AbortController();
    const running = runPushSimulator(options, ended.signal);
    for (let connection = 0; connection < 2; connection++) {
      const [socket] = (await once(server, 'connection')) as [WebSocket];
      await pictures(socket, 20, framed);
      socket.terminate();
    }
    ended.abort();
    await running;
  });
});

/** Resolves when so many pictures came as the original would send them. */
function pictures(socket: WebSocket, count: number, framed: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    let pieces = 0;
    const dialect = new PushDialect();
    const first = readFileSync(clip).subarray(0, 20);
    const assembler = new AccessUnitAssembler({
      onAccessUnit: ({ data, key }) => {
        if (seen === 0 && !(key && Buffer.from(data).subarray(0, 20).equals(first)))
          reject(new Error('no key picture'));
        if (++seen === count) resolve();
      },
      onFault: ({ kind }) => reject(new Error(kind)),
    });
    socket.once('message', (text: Buffer, isBinary) => {
      if (isBinary || readVideoConfig(text.toString())?.source !== 'simulator') reject(new Error('no video_config'));
      socket.on('message', (data: Buffer) => {
        const input = dialect.read(data);
        if (input.kind === 'sound') {
          if (pieces++ !== input.sound.timestampUs / 20_000) reject(new Error('a piece of sound is missing'));
          return;
        }
        if (input.kind === 'fault' || (input.kind === 'packet') !== framed) reject(new Error(input.kind));
        if (input.kind === 'bytes') assembler.push(input.bytes, 0);
        else if (input.kind === 'packet') assembler.push(input.packet.payload, 0);
      });
    });
  });
}
