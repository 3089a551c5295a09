// not shown in this file: what a simulator does, which it logs
import net from 'node:net';
import { type Clip, keyAtOrBefore } from '../../clips/clip';
import type { Timeline } from '../../clips/timeline';
import { listenOn } from '../../network/listen-on';
import { withDelimiterBehind } from './delimiter';
import type { PiSimulatorOptions } from './options';
import { PictureSender } from './picture-sender';

/**
 * The host's video port: Annex B from the first byte, no handshake, nothing read back. The camera belongs to one
 * connection, so a second viewer is closed at once.
 */
export class VideoServer {
  readonly #server: net.Server;
  readonly #clip: Clip;
  #viewer: net.Socket | undefined;
  #flying = false;

  readonly #timeline: Timeline;
  readonly #options: PiSimulatorOptions;

  constructor(clip: Clip, timeline: Timeline, options: PiSimulatorOptions) {
    this.#timeline = timeline;
    this.#options = options;
    this.#clip = options.aud ? withDelimiterBehind(clip) : clip;
    this.#server = net.createServer({ noDelay: true }, (socket) => this.#accept(socket));
  }

  /** Resolves with the bound port. */
  listen(): Promise<number> {
    return listenOn(this.#server, this.#options.videoPort, this.#options.listen);
  }

  async close(): Promise<void> {
    this.#viewer?.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: net.Socket): void {
    const { dropAfter, onEvent } = this.#options;
    // A viewer that goes away is no fault; 'close' follows.
    socket.on('error', () => {});
    if (this.#viewer) {
      onEvent?.('second video viewer closed');
      socket.destroy();
      return;
    }
    this.#viewer = socket;
    onEvent?.('video viewer connected');
    const drop = dropAfter === undefined ? undefined : setTimeout(() => socket.destroy(), dropAfter * 1000);
    this.#timeline.moveTo(this.#firstPicture());
    const sender = new PictureSender(socket, this.#clip, this.#timeline, this.#options);
    socket.on('close', () => {
      clearTimeout(drop);
      this.#viewer = undefined;
      onEvent?.(`video viewer gone${sender.dropped > 0 ? `, too slow for ${sender.dropped} pictures` : ''}`);
    });
    // What a viewer writes is not looked at, but must be taken for its end to be seen.
    socket.resume();
    sender.start();
  }

  /** The clip's first picture, and for later viewers the key picture that is nearest to where the flight has come. */
  #firstPicture(): number {
    const key = this.#flying ? keyAtOrBefore(this.#clip, this.#timeline.index) : 0;
    this.#flying = true;
    return this.#options.midGroup ? (key + 5) % this.#clip.length : key;
  }
}
