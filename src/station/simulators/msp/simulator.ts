import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Grid } from '#core/protocols/msp/screen';
import type { Endpoint } from '#core/settings/endpoint';
import { sceneAt } from './scene';

export interface MspSimulatorOptions {
  readonly to: Endpoint;
  readonly grid: Grid;
  /** Screens a second. */
  readonly fps: number;
  /** Bytes that are none of MSP's between the frames. */
  readonly noise: boolean;
}

/** As large as a datagram gets through a radio link. */
const MAX_DATAGRAM = 1400;
const NOISE = [Buffer.from('$M>\xff\xb6', 'latin1'), Buffer.from('$X<$$M', 'latin1'), Buffer.of(0, 0x24)];

/** A flight controller that flies for ever, and draws: its frames go out in datagrams, as `msposd` sends them. */
export function runMspSimulator({ to, grid, fps, noise }: MspSimulatorOptions): { close(): Promise<void> } {
  const socket = createSocket(isIPv6(to.address) ? 'udp6' : 'udp4');
  // Nobody listens yet: it goes on.
  socket.on('error', () => undefined);
  const began = performance.now();
  let sent = 0;
  const send = () => {
    const frames = sceneAt((performance.now() - began) / 1000, grid);
    let gathered: Uint8Array[] = [];
    let length = 0;
    const flush = () => {
      if (length > 0) socket.send(Buffer.concat(gathered), to.port, to.address, () => undefined);
      gathered = [];
      length = 0;
    };
    for (const frame of frames) {
      const pieces = noise ? [NOISE[sent++ % NOISE.length]!, frame] : [frame];
      const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
      if (length + bytes > MAX_DATAGRAM) flush();
      gathered.push(...pieces);
      length += bytes;
    }
    flush();
  };
  send();
  const timer = setInterval(send, 1000 / fps);
  return {
    close() {
      clearInterval(timer);
      return new Promise((resolve) => socket.close(() => resolve()));
    },
  };
}
