import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { widenReceiveBuffer } from '../../../network/receive-buffer';

/** Tried until two ports beside each other are free. */
const MAX_TRIES = 50;

export interface UdpPair {
  readonly rtp: Socket;
  readonly rtcp: Socket;
  /** Even; RTCP has the next one. */
  readonly port: number;
  close(): void;
}

/**
 * Two ports of ours beside each other, the first even (RFC 3550, 11).
 *
 * @param address ours, by which the camera is spoken with
 * @throws where no two are free
 */
export async function openUdpPair(address: string): Promise<UdpPair> {
  for (let tries = 0; ; tries++) {
    const first = await bound(address, 0);
    const { port } = first.address();
    const isFirst = port % 2 === 0;
    const second = await bound(address, isFirst ? port + 1 : port - 1).catch((error: unknown) => {
      first.close();
      if (tries >= MAX_TRIES) throw error;
    });
    if (!second) continue;
    const [rtp, rtcp] = isFirst ? [first, second] : [second, first];
    widenReceiveBuffer(rtp);
    const close = () => {
      for (const socket of [rtp, rtcp]) socket.close();
    };
    return { rtp, rtcp, port: rtp.address().port, close };
  }
}

async function bound(address: string, port: number): Promise<Socket> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.bind(port, address);
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
  // What cannot be delivered is told by the socket; the silence of the camera says enough.
  return socket.on('error', () => undefined);
}
