import net from 'node:net';
import { markedPicture } from '#core/bitstream/marked-picture';
import { formatEndpoint } from '#core/settings/endpoint';
import type { Log } from '#station/log';
import { listenOn } from '#station/network/listen-on';
import { RateLimit } from '#station/network/rate-limit';
import type { CameraPicture } from '../camera/camera';
import { Viewer } from './viewer';

export interface VideoServerOptions {
  readonly listen: string;
  readonly port: number;
  /** Bits a second that the camera is asked for, of which what may wait for a viewer follows. */
  readonly bitrate: number;
  /** Whether pictures bear marks, see `markedPicture`. */
  readonly marks: boolean;
  readonly log: Log;
  /** Hears how many watch, when that changes. */
  readonly onViewers: (viewers: number) => void;
}

/** More do not watch one vehicle, and a link that carries so many is no radio's. */
const MAX_VIEWERS = 64;
/** What may wait for one viewer: a second of video, and never less than a key picture or two. */
const MIN_UNREAD_BYTES = 256 * 1024;
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
/** One that reads nothing for so long is gone, or of no use to anybody. */
const STUCK_MS = 60_000;
/** Finds a peer that lost its power. */
const KEEPALIVE_MS = 3000;
/** How often one address may connect. */
const CONNECTIONS = { burst: 20, perSecond: 5 };

/**
 * The host's video port: bare Annex B of H.264 from a key picture on, to all who connect, who are not heard. Each is sent the
 * same bytes; a slow one loses pictures and no other notices.
 */
export class VideoServer {
  readonly #options: VideoServerOptions;
  readonly #server: net.Server;
  readonly #viewers = new Set<Viewer>();
  readonly #rate = new RateLimit(CONNECTIONS);
  #pictures = 0;
  #bytes = 0;

  constructor(options: VideoServerOptions) {
    this.#options = options;
    this.#server = net.createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE_MS }, (socket) =>
      this.#accept(socket),
    );
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Pictures and bytes of the camera so far, as they go out. */
  get taken(): { readonly pictures: number; readonly bytes: number } {
    return { pictures: this.#pictures, bytes: this.#bytes };
  }

  /** Resolves with the bound port. */
  listen(): Promise<number> {
    return listenOn(this.#server, this.#options.port, this.#options.listen);
  }

  /** Sends a picture to all who watch. */
  send({ data, key, captureUs }: CameraPicture): void {
    const bytes = this.#options.marks ? markedPicture(data, captureUs) : data;
    this.#pictures++;
    this.#bytes += bytes.length;
    const picture = { bytes, key };
    for (const viewer of this.#viewers) {
      viewer.offer(picture);
      if (viewer.stuckMs > STUCK_MS) viewer.close();
    }
  }

  async close(): Promise<void> {
    for (const viewer of this.#viewers) viewer.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: net.Socket): void {
    const { log, bitrate, marks } = this.#options;
    // One that goes away is no fault; 'close' follows.
    socket.on('error', () => undefined);
    const address = socket.remoteAddress ?? '';
    if (this.#viewers.size >= MAX_VIEWERS || this.#rate.take(address) > 0) {
      socket.destroy();
      return;
    }
    const where = formatEndpoint({ address, port: socket.remotePort ?? 0 });
    const maxUnread = Math.min(MAX_UNREAD_BYTES, Math.max(MIN_UNREAD_BYTES, bitrate / 8));
    const viewer = new Viewer(socket, maxUnread, marks);
    this.#viewers.add(viewer);
    log.info(`video: ${where} watches, ${this.#viewers.size} in all`);
    socket.on('close', () => {
      this.#viewers.delete(viewer);
      // not shown: in logs alone
      const slow = viewer.dropped > 0 ? `; it was too slow for ${viewer.dropped} pictures` : '';
      log.info(`video: ${where} is gone, ${this.#viewers.size} left${slow}`);
      this.#options.onViewers(this.#viewers.size);
    });
    // What a viewer writes is not looked at, but must be taken for its end to be seen.
    socket.resume();
    this.#options.onViewers(this.#viewers.size);
  }
}
