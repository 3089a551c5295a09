import { ByteBudget } from '#core/byte-budget';
import { DELIMITER } from '#core/protocols/jt808/frame';
import { beginsPacket } from '#core/protocols/jt1078/packet';
import type { Hub } from '../../../hub/hub';
import type { Log } from '../../../log';
import { CHANNEL_TIMES, type ChannelTimes } from './channel-times';
import { DatagramIntake } from './datagram-intake';
import { Fleet } from './fleet';
import { MEDIA_STRANGER_MS, MediaConnection } from './media-connection';
import type { MediaRoute } from './media-sink';
import { SIGNALLING_TIMES, SignallingConnection, type SignallingTimes } from './signalling';
import { StrangerLimit } from './stranger-limit';
import { TcpListener, type Visitor } from './tcp-listener';
import { TerminalBook, type TerminalBookOptions } from './terminal-book';

export interface JtOptions extends TerminalBookOptions {
  /** IP address to listen on. */
  readonly listen: string;
  /** 0: any free one. */
  readonly tcpPort: number;
  readonly udpPort: number;
  /** TCP and UDP, for what terminals play back. */
  readonly playbackPort: number;
  /** What terminals are told to send their media to; absent: the address at which they reached us. */
  readonly advertise?: string | undefined;
  readonly times?: Partial<ChannelTimes & SignallingTimes & { readonly mediaStrangerMs: number }>;
}

/** What it needs of a station. */
export interface JtContext {
  readonly hub: Hub;
  readonly log: Log;
  readonly showDamaged: boolean;
}

/** Dash cams' way in, open. */
export interface JtServer {
  readonly tcpPort: number;
  readonly udpPort: number;
  /** For what terminals play back. */
  readonly playbackPort: number;
  readonly fleet: Fleet;
  close(): Promise<void>;
}

/** All split messages of all terminals together. */
const SPLIT_MESSAGE_BYTES = 32 * 1024 * 1024;

/**
 * Opens the station to dash cams: TCP for signalling (808) and media (1078), told apart by a connection's first bytes, and
 * UDP for media.
 *
 * @throws an error with the system's code (`EADDRINUSE` …) where it cannot listen
 */
export async function openToDashCams(context: JtContext, options: JtOptions): Promise<JtServer> {
  const { hub, log, showDamaged } = context;
  const times = { ...CHANNEL_TIMES, ...SIGNALLING_TIMES, mediaStrangerMs: MEDIA_STRANGER_MS, ...options.times };
  const ports = { live: { tcpPort: 0, udpPort: 0 }, playback: { tcpPort: 0, udpPort: 0 } };
  const fleet = new Fleet({ hub, log, showDamaged, times, playbackPorts: () => ports.playback });
  const { faults } = fleet;
  const signalling = {
    fleet,
    times,
    book: new TerminalBook(options),
    budget: new ByteBudget(SPLIT_MESSAGE_BYTES),
    mediaAt: (localAddress: string) => ({ ip: options.advertise ?? localAddress, ...ports.live }),
  };
  const mediaOf = (route: MediaRoute, { socket, remote, known }: Visitor) =>
    new MediaConnection(socket, remote, { route, faults, strangerMs: times.mediaStrangerMs, authenticated: known });
  const toLive: MediaRoute = (sim, channel) => fleet.get(sim)?.channels.get(channel);
  const toPlayback: MediaRoute = (sim, channel) => fleet.playback(sim, channel);

  const common = { log, faults, strangers: new StrangerLimit(), silentMs: times.strangerMs };
  const live = new TcpListener({
    ...common,
    recognise(first, visitor) {
      const { socket, local, remote, known } = visitor;
      if (first[0] === DELIMITER) {
        return new SignallingConnection(socket, { local, remote }, { ...signalling, authenticated: known });
      }
      return beginsPacket(first) ? mediaOf(toLive, visitor) : undefined;
    },
  });
  const playback = new TcpListener({
    ...common,
    recognise: (first, visitor) => (beginsPacket(first) ? mediaOf(toPlayback, visitor) : undefined),
  });
  const datagrams = new DatagramIntake(options.listen, toLive, faults, fleet.datagrams);
  const playbackDatagrams = new DatagramIntake(options.listen, toPlayback, faults, fleet.datagrams);
  const end = async () => {
    fleet.close();
    await Promise.all([live, playback, datagrams, playbackDatagrams].map((listener) => listener.close()));
  };
  let ending: Promise<void> | undefined;
  const close = () => {
    ending ??= end();
    return ending;
  };
  try {
    ports.live.tcpPort = await live.listen(options.tcpPort, options.listen);
    ports.live.udpPort = await datagrams.listen(options.udpPort, log);
    ports.playback.tcpPort = await playback.listen(options.playbackPort, options.listen);
    ports.playback.udpPort = await playbackDatagrams.listen(ports.playback.tcpPort, log);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...ports.live,
    playbackPort: ports.playback.tcpPort,
    fleet,
    close,
  };
}
