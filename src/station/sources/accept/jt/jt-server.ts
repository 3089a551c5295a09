import { ByteBudget } from '#core/byte-budget';
import { beginsPacket } from '#core/protocols/jt1078/packet';
import type { Hub } from '../../../hub/hub';
import type { Log } from '../../../log';
import { AttachmentConnection } from './attachment-connection';
import { AttachmentRequests } from './attachment-request';
import { CHANNEL_TIMES, type ChannelTimes } from './channel-times';
import { DatagramIntake } from './datagram-intake';
import { firstOf } from './first-bytes';
import { Fleet } from './fleet';
import type { FileKeeper } from './kept-files';
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
  /** Where pictures and films that terminals send are kept; absent: they are refused. */
  readonly files?: FileKeeper | undefined;
  /** The files of each alarm of active safety are asked for at once. */
  readonly alarmFiles?: boolean | undefined;
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
  /** Has terminals send the files of their alarms. */
  readonly attachments: AttachmentRequests;
  close(): Promise<void>;
}

/** All split messages of all terminals together. */
const SPLIT_MESSAGE_BYTES = 32 * 1024 * 1024;
/** All files of alarms that are on their way. */
const ATTACHMENT_BYTES = 128 * 1024 * 1024;
/** Of a connection that brings files, between two packets. */
const ATTACHMENT_IDLE_MS = 60_000;

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
  const fleet = new Fleet({ hub, log, showDamaged, times, playbackPorts: () => ports.playback, files: options.files });
  const { faults } = fleet;
  const attachments = new AttachmentRequests();
  const signalling = {
    fleet,
    times,
    attachments,
    asksForAlarmFiles: options.alarmFiles ?? false,
    book: new TerminalBook(options),
    budget: new ByteBudget(SPLIT_MESSAGE_BYTES),
    mediaAt: (localAddress: string) => ({ ip: options.advertise ?? localAddress, ...ports.live }),
  };
  const mediaOf = (route: MediaRoute, { socket, remote, known }: Visitor) =>
    new MediaConnection(socket, remote, { route, faults, strangerMs: times.mediaStrangerMs, authenticated: known });
  const alarmFiles = {
    requests: attachments,
    files: options.files,
    faults,
    messageBudget: signalling.budget,
    fileBudget: new ByteBudget(ATTACHMENT_BYTES),
    strangerMs: times.strangerMs,
    idleMs: ATTACHMENT_IDLE_MS,
  };
  const toLive: MediaRoute = (sim, channel) => fleet.ofMedia(sim)?.channels.get(channel);
  const toPlayback: MediaRoute = (sim, channel) => fleet.playback(fleet.ofMedia(sim)?.sim ?? sim, channel);

  const common = { log, faults, strangers: new StrangerLimit(), silentMs: times.strangerMs };
  const live = new TcpListener({
    ...common,
    recognise(first, visitor) {
      const { socket, local, remote, known } = visitor;
      switch (firstOf(first)) {
        case 'more':
          return 'more';
        case 'signalling':
          return new SignallingConnection(socket, { local, remote }, { ...signalling, authenticated: known });
        case 'attachments':
          return new AttachmentConnection(socket, remote, { ...alarmFiles, authenticated: known });
        case 'media':
          return mediaOf(toLive, visitor);
        default:
          return undefined;
      }
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
    attachments,
    close,
  };
}
