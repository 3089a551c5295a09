import { createServer, type Socket } from 'node:net';
import type { Approvals } from '../../../approvals/approvals';
import type { Hub } from '../../../hub/hub';
import type { Log } from '../../../log';
import { listenOn } from '../../../network/listen-on';
import { Admission } from './admission';
import { advertise } from './advertise';
import { Connection } from './connection';
import { Phones } from './phones';

/** Sockets at a time, probes included. */
const MAX_CONNECTIONS = 128;

export interface RemoteCameraOptions {
  readonly hub: Hub;
  readonly log: Log;
  readonly approvals: Approvals;
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  /** Let in every phone that comes. */
  readonly acceptNew: boolean;
  /** Lets a phone in that gives it. */
  readonly pairingCode?: string | undefined;
  /** Told to the network by mDNS. */
  readonly isAdvertised: boolean;
  readonly showDamaged?: boolean;
  /** Hears how many phones are connected. */
  readonly onCount?: (connected: number) => void;
}

/** A listener for phones. */
export interface RemoteCamera {
  readonly port: number;
  /** What phones find it by; absent where it is not advertised. */
  readonly service: string | undefined;
  close(): Promise<void>;
}

/** Listens for phones (docs/protocols.md 4). Rejects where the address or the port cannot be had. */
export async function startRemoteCamera(options: RemoteCameraOptions): Promise<RemoteCamera> {
  const { hub, log, approvals, acceptNew, pairingCode } = options;
  const phones = new Phones(hub, options.showDamaged ?? false, options.onCount);
  const admission = new Admission({ approvals, acceptNew, pairingCode });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    new Connection({ socket, phones, admission, log });
  });
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listenOn(server, options.port, options.address);
  const advertised = options.isAdvertised ? advertise({ address: options.address, port }, log) : undefined;
  return {
    port,
    service: advertised?.name,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      phones.close();
      await Promise.all([closed, advertised?.stop()]);
    },
  };
}
