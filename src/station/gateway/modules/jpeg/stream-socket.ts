import type { WebSocket } from 'ws';
import { readBinaryFrame } from '#core/protocols/jpeg-stream/binary-frame';
import {
  base64Of,
  type ClientMessage,
  readClientMessage,
  writeError,
  writeInfo,
  writeStop,
} from '#core/protocols/jpeg-stream/messages';
import { parseQuality } from '#core/protocols/jpeg-stream/presets';
import { isStreamName } from '#core/settings/source-url';
import { nowUs } from '../../../clock';
import type { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import { JpegIntake } from '../../../sources/jpeg/jpeg-intake';
import type { JpegPool } from '../../../transcode/jpeg-pool';
import { allows } from '../../access/role';
import type { UpgradeCall } from '../../module';
import { say } from '../../picture-socket';
import { describe, type NamedStream, type NamedStreams } from './named-streams';
import { JpegViewer } from './viewer';

export interface StreamSocketContext {
  readonly hub: Hub;
  readonly named: NamedStreams;
  readonly pool: JpegPool;
}

/** No slash, so that a producer never takes the id of a source's URL. */
const STREAM_ID = /^[\w.:-]{1,64}$/;
/** Seconds that a producer's clock may differ from ours before its times are not believed. */
const MOST_CLOCK_ERROR_S = 10;

/** `/ws/stream/{id}`: a client that brings pictures, or watches, or both. */
export class StreamSocket {
  readonly #context: StreamSocketContext;
  readonly #socket: WebSocket;
  readonly #call: UpgradeCall;
  readonly #id: string;
  #produced: { readonly stream: Stream; readonly intake: JpegIntake } | undefined;
  #joined: { readonly named: NamedStream; readonly viewer: JpegViewer } | undefined;

  constructor(context: StreamSocketContext, socket: WebSocket, call: UpgradeCall) {
    this.#context = context;
    this.#socket = socket;
    this.#call = call;
    this.#id = call.params.id ?? '';
    const forgetHub = context.hub.onChange(() => this.#hubChanged());
    socket.on('message', (data, isBinary) => {
      if (!(data instanceof Buffer)) return;
      if (isBinary) this.#binary(data);
      else this.#text(data.toString());
    });
    socket.on('close', () => {
      forgetHub();
      this.#leave();
      this.#stop();
    });
  }

  #text(text: string): void {
    const message = readClientMessage(text);
    if (message) this.#answer(message);
    else this.#fail('Not a message of this dialect, or a field of it is wrong.');
  }

  #answer(message: ClientMessage): void {
    switch (message.type) {
      case 'start_stream':
        return this.#start(message);
      case 'stop_stream':
        return this.#stop();
      case 'join_stream':
        return this.#join(message);
      case 'leave_stream':
        return this.#leave();
      case 'frame_data':
        return this.#frame(Buffer.from(base64Of(message.frame), 'base64'), message.timestamp);
      case 'stream_info': {
        const named = this.#find(message.stream_id);
        if (named) say(this.#socket, writeInfo(describe(named)));
      }
    }
  }

  #binary(data: Buffer): void {
    const frame = readBinaryFrame(data);
    if (frame) this.#frame(frame.jpeg, frame.timestamp);
    else this.#produced?.stream.countFault();
  }

  #start({ quality, name }: Extract<ClientMessage, { type: 'start_stream' }>): void {
    const { hub, named } = this.#context;
    if (!allows(this.#call.access.role, 'publisher')) return this.#fail('This needs the role publisher.');
    if (this.#produced) return this.#fail('The stream has begun already.');
    if (!STREAM_ID.test(this.#id)) return this.#fail('A stream id has 1 to 64 letters, digits, and . _ : -');
    if (named.find(this.#id)) return this.#fail(`Stream id “${this.#id}” is in use.`);
    const called = name !== undefined && isStreamName(name) ? name.trim() : this.#id;
    const info = { id: this.#id, name: called, video: this.#call.remoteAddress, telemetry: '' };
    const stream = hub.add({ ...info, kind: 'jpeg' });
    this.#produced = { stream, intake: new JpegIntake(stream) };
    stream.setTelemetryLink({ state: 'stopped' });
    stream.setVideo({ state: 'open', sinceUs: nowUs() });
    const adopted = named.adopt(stream, parseQuality(quality) ?? 'medium', () => hub.remove(stream.info.id));
    say(this.#socket, writeInfo(describe(adopted)));
  }

  #stop(): void {
    const stream = this.#produced?.stream;
    this.#produced = undefined;
    if (stream) this.#context.hub.remove(stream.info.id);
  }

  #frame(jpeg: Uint8Array, timestamp: number | undefined): void {
    if (!this.#produced) return this.#fail('Send start_stream before the first frame.');
    const { intake, stream } = this.#produced;
    const agoS = timestamp === undefined ? Number.NaN : Date.now() / 1000 - timestamp;
    const captureUs = Math.abs(agoS) < MOST_CLOCK_ERROR_S ? nowUs() - Math.max(0, agoS) * 1e6 : undefined;
    const first = stream.lastPictureUs === undefined;
    const fault = intake.take(jpeg, captureUs);
    if (fault) return this.#fail(`The frame was dropped: ${fault}.`);
    if (first && stream.video.state === 'open') stream.setVideo({ ...stream.video, lastDataUs: nowUs() });
  }

  #join({ stream_id, quality, fps, jpeg_quality, binary }: Extract<ClientMessage, { type: 'join_stream' }>): void {
    const named = this.#find(stream_id);
    if (!named) return;
    this.#leave();
    const viewer = new JpegViewer({
      ...{ socket: this.#socket, named, pool: this.#context.pool, event: 'frame_data', binary: binary ?? false },
      quality: quality ?? named.quality,
      wishes: { fps, jpegQuality: jpeg_quality },
      onProblem: (problem) => this.#fail(problem),
    });
    this.#joined = { named, viewer };
  }

  #leave(): void {
    this.#joined?.viewer.leave();
    this.#joined = undefined;
  }

  #hubChanged(): void {
    const { hub, named } = this.#context;
    const { joined, produced } = { joined: this.#joined, produced: this.#produced };
    if (produced && hub.get(produced.stream.info.id) !== produced.stream) {
      this.#produced = undefined;
      say(this.#socket, writeStop(this.#id));
    }
    if (joined && !named.isThere(joined.named)) {
      this.#leave();
      say(this.#socket, writeStop(joined.named.id));
    }
  }

  #find(id = this.#id): NamedStream | undefined {
    const named = this.#context.named.find(id);
    if (!named) this.#fail('Stream not found');
    return named;
  }

  #fail(message: string): void {
    say(this.#socket, writeError(message));
  }
}
