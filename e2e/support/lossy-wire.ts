import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** What a wire does to datagrams. */
export interface WireFaults {
  /** One of so many is lost. */
  readonly losesOneOf?: number;
  /** One of so many comes behind the three that follow it. */
  readonly delaysOneOf?: number;
  /** One of so many comes twice. */
  readonly doublesOneOf?: number;
}

/** A wire between a sender of datagrams and a port of this machine, with faults that are the same at each run. */
export interface LossyWire {
  /** Where a sender sends to. */
  readonly port: number;
  /** From now on. */
  setFaults(faults: WireFaults): void;
  readonly lost: number;
  close(): Promise<void>;
}

export async function openLossyWire(to: number): Promise<LossyWire> {
  const socket = createSocket('udp4');
  let faults: WireFaults = {};
  let [count, lost] = [0, 0];
  /** What is late, and behind how many more it comes. */
  let late: { readonly datagram: Buffer; behind: number } | undefined;
  const isTurn = (every: number | undefined) => every !== undefined && count % every === 0;
  const send = (datagram: Buffer) => socket.send(datagram, to, '127.0.0.1');
  socket.on('message', (datagram) => {
    count++;
    if (isTurn(faults.losesOneOf)) lost++;
    else if (isTurn(faults.delaysOneOf) && !late) late = { datagram, behind: 3 };
    else send(datagram);
    if (isTurn(faults.doublesOneOf)) send(datagram);
    if (!late || late.behind-- > 0) return;
    send(late.datagram);
    late = undefined;
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    setFaults(next) {
      faults = next;
    },
    get lost() {
      return lost;
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
