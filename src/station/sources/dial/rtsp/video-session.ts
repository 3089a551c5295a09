import type net from 'node:net';
import type { SourceUrl } from '#core/settings/source-url';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import { plainAddress } from '../../../network/address';
import { DropWatch } from '../../../network/drop-watch';
import { RtcpReporter } from '../../rtp/rtcp-reporter';
import { RtpFeed } from '../../rtp/rtp-feed';
import type { MakeContext } from '../../source';
import type { LinkEvents } from '../../supervisor';
import type { RtspConnection } from './connection';
import { type Described, describe, play, type SetUp, setUp } from './dialogue';
import { RtspFailure } from './failure';
import { openUdpPair, type UdpPair } from './udp-pair';

/** Cameras of one picture in some seconds are none of RTSP's; reports alone keep no link. */
const SILENCE_MS = 10_000;
const LOOK_MS = 1000;
/** Sooner than the server's patience ends, and than that of what stands between. */
const MAX_KEEP_ALIVE_MS = 30_000;
/** What opens the way through a firewall for packets to come: the head of a packet without a payload (RFC 3550, 5.1). */
const PUNCH = Uint8Array.of(0x80, 0, ...new Uint8Array(10));
/** The same for reports: a receiver report of nothing. */
const PUNCH_RTCP = Uint8Array.of(0x80, 201, 0, 1, ...new Uint8Array(4));

export interface VideoSessionOptions {
  readonly connection: RtspConnection;
  readonly socket: net.Socket;
  readonly where: string;
  readonly source: SourceUrl;
  readonly stream: Stream;
  readonly context: MakeContext;
  readonly events: LinkEvents;
}

/** One session with a camera: from the first question until it ends. */
export class VideoSession {
  readonly #options: VideoSessionOptions;
  #feed: RtpFeed | undefined;
  #reporter: RtcpReporter | undefined;
  #channels: readonly [rtp: number, rtcp: number] = [0, 1];
  #udp: UdpPair | undefined;
  #watch: DropWatch | undefined;
  #dropped = 0;
  #heardUs = 0;
  #timers: NodeJS.Timeout[] = [];
  /** Where the session is asked for; absent before there is one. */
  #playing: { readonly uri: string; readonly session: Readonly<Record<string, string>> } | undefined;

  constructor(options: VideoSessionOptions) {
    this.#options = options;
  }

  /** @throws RtspFailure RtspRedirect */
  async begin(url: string): Promise<void> {
    const { connection, where, events } = this.#options;
    const described = await describe(connection, url, where);
    const { session, transport } = await this.#setUp(described);
    this.#begin(described, transport.interleaved);
    const fields = session ? { Session: session.id } : {};
    this.#playing = { uri: described.aggregate, session: fields };
    if (this.#udp) this.#hear(this.#udp, transport);
    const uri = await play(connection, described, fields, where);
    this.#playing = { uri, session: fields };
    events.opened();
    this.#heardUs = nowUs();
    const everyMs = Math.min(MAX_KEEP_ALIVE_MS, ((session?.timeoutS ?? 60) * 1000) / 2);
    this.#timers.push(
      setInterval(() => this.#look(), LOOK_MS),
      setInterval(() => void this.#keepAlive(described.keepAlive), everyMs),
    );
  }

  /** Whether packets may come in a channel. */
  isOurs(channel: number): boolean {
    return this.#channels.includes(channel);
  }

  /** A packet that came between the messages. */
  packet(channel: number, packet: Uint8Array): void {
    const { connection, socket } = this.#options;
    const [rtp, rtcp] = this.#channels;
    if (channel === rtp) {
      this.#take(packet, { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 });
    } else if (channel === rtcp) {
      const answer = this.#reporter?.take(packet);
      if (answer) connection.sendPacket(rtcp, answer);
    }
  }

  /** It is not wanted any more. */
  leave(): void {
    const { connection, where } = this.#options;
    if (this.#playing) connection.tearDown(this.#playing.uri, this.#playing.session);
    else connection.close({ cause: 'closed', detail: `left ${where}` });
  }

  /** Nothing more comes. */
  end(): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    this.#watch?.close();
    this.#udp?.close();
    this.#feed?.end();
  }

  /** Between the messages where the camera can, as nothing is lost there; by UDP where it cannot, or that is asked for. */
  async #setUp({ media }: Described): Promise<SetUp> {
    const { connection, where, source } = this.#options;
    const { transport } = source.parameters;
    const byTcp = transport === 'udp' ? undefined : await setUp(connection, media, { by: 'tcp' }, where);
    if (byTcp) return byTcp;
    if (transport === 'tcp')
      throw new RtspFailure('protocol', `${where} gives its video by UDP alone: use transport=udp`);
    this.#udp = await openUdpPair(this.#options.socket.localAddress ?? '0.0.0.0');
    const byUdp = await setUp(connection, media, { by: 'udp', port: this.#udp.port }, where);
    if (!byUdp) throw new RtspFailure('protocol', `${where} gives its video neither by TCP nor by UDP`);
    return byUdp;
  }

  #begin({ format }: Described, interleaved: SetUp['transport']['interleaved']): void {
    const { stream, context, source } = this.#options;
    if (interleaved) this.#channels = interleaved;
    const { reorder } = source.parameters;
    this.#feed = new RtpFeed(stream, {
      ...format,
      reorderUs: reorder ? Number(reorder) * 1000 : undefined,
      showDamaged: context.showDamaged,
      dropped: () => this.#dropped,
    });
    this.#reporter = new RtcpReporter(this.#feed);
  }

  /** By UDP: from the camera alone, whose way is opened by a packet of ours. */
  #hear(pair: UdpPair, { serverPort, source }: SetUp['transport']): void {
    const { socket, context, stream } = this.#options;
    const camera = new Set([source, socket.remoteAddress].map(plainAddress));
    const isCamera = (address: string) => camera.has(address) || camera.has(plainAddress(address));
    pair.rtp.on('message', (datagram, from) => {
      if (!isCamera(from.address)) return;
      this.#watch?.came();
      this.#take(datagram, from);
    });
    pair.rtcp.on('message', (datagram, from) => {
      if (!isCamera(from.address)) return;
      const answer = this.#reporter?.take(datagram);
      if (answer) pair.rtcp.send(answer, from.port, from.address, () => undefined);
    });
    this.#watch = new DropWatch({
      end: pair.rtp.address(),
      onDrops: (count) => {
        this.#dropped += count;
        context.log.info(
          `${stream.info.id}: ${count} datagrams found no room in the socket's buffer: raise net.core.rmem_max`,
        );
      },
    });
    if (!serverPort) return;
    // To the one that we speak with, whatever it names: nobody is to be sent anything at a camera's word.
    const to = socket.remoteAddress;
    const punch = () => {
      pair.rtp.send(PUNCH, serverPort[0], to, () => undefined);
      pair.rtcp.send(PUNCH_RTCP, serverPort[1], to, () => undefined);
    };
    punch();
    this.#timers.push(setInterval(punch, MAX_KEEP_ALIVE_MS));
  }

  #take(packet: Uint8Array, from: { readonly address: string; readonly port: number }): void {
    if (!this.#feed?.take(packet, from)) return;
    this.#heardUs = nowUs();
    this.#options.events.data();
  }

  #look(): void {
    if (nowUs() - this.#heardUs < SILENCE_MS * 1000) return;
    const { connection, where } = this.#options;
    const advice = this.#udp ? '; a firewall may keep UDP away: try transport=tcp' : '';
    connection.close({ cause: 'silent', detail: `no packet from ${where} for ${SILENCE_MS / 1000} s${advice}` });
  }

  async #keepAlive(method: Described['keepAlive']): Promise<void> {
    const { connection } = this.#options;
    if (!this.#playing) return;
    const { uri, session } = this.#playing;
    try {
      const { status } = await connection.request(method, uri, session);
      // Session not found: it was forgotten, though its packets may still come.
      if (status === 454) connection.close({ cause: 'closed', detail: 'the camera forgot the session' });
    } catch (error) {
      // Cameras that answer nothing while they play are many; whether packets come is what counts.
      if (error instanceof RtspFailure && error.end.cause === 'unauthorised') connection.close(error.end);
    }
  }
}
