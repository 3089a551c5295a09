import dgram from 'node:dgram';
import net from 'node:net';
import type { DashcamOptions } from './options';

/** Where a platform wants media sent, as 0x9101 and 0x9201 say it. A port of 0 is not that transport. */
export interface MediaAddress {
  readonly ip: string;
  readonly tcpPort: number;
  readonly udpPort: number;
}

/** One way out for one camera's packets. */
export interface MediaWay {
  /** More is waiting than anybody will want to see. */
  readonly isFull: boolean;
  /** The packets of one frame. */
  send(packets: readonly Uint8Array[]): void;
  close(): void;
}

type WayOptions = Pick<DashcamOptions, 'transport' | 'loss' | 'reorder'> & {
  /** The terminal's own connection, where it is there. */
  readonly signalling?: net.Socket | undefined;
};

/** What the platform may leave unread before pictures are left out, up to a key picture. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
/** How many datagrams are overtaken by the next. */
const REORDERED_SHARE = 0.05;

/** Opens a way over the transport that is wanted, or the only one that there is. @param onEnd it is lost, or was closed */
export function openMediaWay(address: MediaAddress, options: WayOptions, onEnd: () => void): MediaWay {
  if (options.transport === 'signalling' && options.signalling) return overSignalling(options.signalling, onEnd);
  const udp = address.tcpPort === 0 || (options.transport === 'udp' && address.udpPort !== 0);
  return udp ? openUdp(address, options, onEnd) : openTcp(address, onEnd);
}

function openTcp({ ip, tcpPort }: MediaAddress, onEnd: () => void): MediaWay {
  const socket = net.connect({ host: ip, port: tcpPort, noDelay: true });
  socket.on('error', () => undefined);
  socket.on('close', onEnd);
  // A platform never sends anything here.
  socket.resume();
  return {
    get isFull() {
      return socket.writableLength > MAX_UNREAD_BYTES;
    },
    send(packets) {
      socket.cork();
      for (const packet of packets) socket.write(packet);
      socket.uncork();
    },
    close: () => socket.destroySoon(),
  };
}

/** Packets between messages, on a connection that others close. */
function overSignalling(socket: net.Socket, onEnd: () => void): MediaWay {
  let isOpen = true;
  return {
    get isFull() {
      return socket.writableLength > MAX_UNREAD_BYTES;
    },
    send(packets) {
      if (isOpen && socket.writable) for (const packet of packets) socket.write(packet);
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      onEnd();
    },
  };
}

function openUdp({ ip, udpPort }: MediaAddress, { loss, reorder }: WayOptions, onEnd: () => void): MediaWay {
  const socket = dgram.createSocket(net.isIPv6(ip) ? 'udp6' : 'udp4');
  let isOpen = true;
  let held: Uint8Array | undefined;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    socket.close();
    onEnd();
  };
  const send = (packet: Uint8Array) => {
    if (Math.random() * 100 >= loss) socket.send(packet, udpPort, ip);
  };
  socket.on('error', close);
  return {
    isFull: false,
    send(packets) {
      if (!isOpen) return;
      for (const packet of packets) {
        if (reorder && !held && Math.random() < REORDERED_SHARE) {
          held = packet;
          continue;
        }
        send(packet);
        if (held) send(held);
        held = undefined;
      }
    },
    close,
  };
}
