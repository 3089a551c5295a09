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
import { english } from '#core/texts/english';
import { type Text, text as textOf } from '#core/texts/text';
import { nowUs } from '../../../clock';
import { clientOf } from '../../../extension/client-bound';
import type { UpgradeCall } from '../../../extension/gateway-module';
import { allows } from '../../../extension/role';
import type { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import { addAccepted } from '../../../sources/accept/add-stream';
import { Attachment } from '../../../sources/accept/attachment';
import { Intake } from '../../../sources/intake/intake';
import type { JpegPool } from '../../../transcode/jpeg-pool';
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
const MAX_CLOCK_ERROR_S = 10;

/** `/ws/stream/{id}`: a client that brings pictures, or watches, or both. */
export class StreamSocket {
  readonly #context: StreamSocketContext;
  readonly #socket: WebSocket;
  readonly #call: UpgradeCall;
  readonly #id: string;
  #produced:
    | { readonly stream: Stream; readonly intake: Intake; readonly attachment: Attachment<StreamSocket> }
    | undefined;
  #joined: { readonly named: NamedStream; readonly viewer: JpegViewer } | undefined;

  constructor(context: StreamSocketContext, socket: WebSocket, call: UpgradeCall) {
    this.#context = context;
    this.#socket = socket;
    this.#call = call;
    this.#id = call.params.id ?? '';
    const unsubscribeHub = context.hub.onChange(() => this.#hubChanged());
    socket.on('message', (data, isBinary) => {
      if (!(data instanceof Buffer)) return;
      if (isBinary) this.#binary(data);
      else this.#text(data.toString());
    });
    socket.on('close', () => {
      unsubscribeHub();
      this.#leave();
      this.#stop();
    });
  }

  #text(text: string): void {
    const message = readClientMessage(text);
    if (message) this.#answer(message);
    else this.#fail(textOf('dialect.notAMessage'));
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
    if (!allows(this.#call.access.role, 'publisher'))
      return this.#fail(textOf('http.needsRole', { role: 'publisher' }));
    if (this.#produced) return this.#fail(textOf('dialect.begun'));
    if (!STREAM_ID.test(this.#id)) return this.#fail(textOf('dialect.streamId'));
    if (named.find(this.#id)) return this.#fail(textOf('dialect.streamIdUsed', { id: this.#id }));
    const called = name !== undefined && isStreamName(name) ? name.trim() : this.#id;
    const info = { id: this.#id, name: called, video: this.#call.remoteAddress, telemetry: '' };
    const stream = addAccepted(hub, 'push-jpeg', info);
    const attachment = new Attachment<StreamSocket>(stream);
    this.#produced = { stream, attachment, intake: new Intake(stream, { codec: 'jpeg' }) };
    attachment.opened(this);
    const adopted = named.adopt(stream, parseQuality(quality) ?? 'medium', () => hub.remove(stream.info.id));
    say(this.#socket, writeInfo(describe(adopted)));
  }

  #stop(): void {
    const stream = this.#produced?.stream;
    this.#produced = undefined;
    if (stream) this.#context.hub.remove(stream.info.id);
  }

  #frame(jpeg: Uint8Array, timestamp: number | undefined): void {
    if (!this.#produced) return this.#fail(textOf('dialect.startFirst'));
    const { intake, attachment } = this.#produced;
    const agoS = timestamp === undefined ? Number.NaN : Date.now() / 1000 - timestamp;
    const captureUs = Math.abs(agoS) < MAX_CLOCK_ERROR_S ? nowUs() - Math.max(0, agoS) * 1e6 : undefined;
    const fault = intake.pushPicture(jpeg, { captureUs });
    if (fault) return this.#fail(textOf('dialect.frameDropped', { reason: fault }));
    attachment.data();
  }

  #join({ stream_id, quality, fps, jpeg_quality, binary }: Extract<ClientMessage, { type: 'join_stream' }>): void {
    const named = this.#find(stream_id);
    if (!named) return;
    this.#leave();
    const viewer = new JpegViewer({
      socket: this.#socket,
      named,
      pool: this.#context.pool,
      client: clientOf(this.#call),
      event: 'frame_data',
      binary: binary ?? false,
      quality: quality ?? named.quality,
      overrides: { fps, jpegQuality: jpeg_quality },
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
    if (!named) this.#fail(textOf('dialect.streamNotFound'));
    return named;
  }

  #fail(message: Text): void {
    say(this.#socket, writeError(english(message)));
  }
}
