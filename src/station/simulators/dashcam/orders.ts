// not shown in this file: what a simulator does, which it logs
import { bcdTimeOf } from '#core/protocols/jt808/bytes/bcd';
import type { Jt808Header } from '#core/protocols/jt808/header';
import type { Jt808Message } from '#core/protocols/jt808/messages';
import { SHOT_COMMANDS, SHOT_RESULTS } from '#core/protocols/jt808/messages/camera';
import { RESULTS } from '#core/protocols/jt808/messages/general';
import { UPLOAD_COMMANDS } from '#core/protocols/jt808/messages/upload';
import type { Jt808Body } from '#core/protocols/jt808/registry';
import { sendAttachments } from './attachments';
import { driveReport } from './drive';
import type { Dashcam } from './options';
import { Parameters } from './parameters';
import type { SignallingLink } from './signalling-link';
import { testPicture } from './test-picture';

/** An upload pretends to take so long. */
const UPLOAD_MS = 1000;
const MAX_PICTURES = 10;

/** What the platform may order a simulated terminal to say, show, take and send. */
export class Orders {
  readonly #dashcam: Dashcam;
  readonly #link: SignallingLink;
  readonly #parameters: Parameters;
  readonly #uploads = new Map<number, NodeJS.Timeout>();
  readonly #attachments = new Set<ReturnType<typeof sendAttachments>>();
  #mediaId = 0;

  constructor(dashcam: Dashcam, link: SignallingLink) {
    this.#dashcam = dashcam;
    this.#link = link;
    const { heartbeatSeconds, reportSeconds } = dashcam;
    this.#parameters = new Parameters({ 1: heartbeatSeconds, 19: dashcam.host, 24: dashcam.port, 41: reportSeconds });
  }

  /** @returns whether it was an order of these */
  take(message: Jt808Message, header: Jt808Header): boolean {
    const { onEvent } = this.#dashcam;
    const done = () => this.#link.respond(header, RESULTS.success);
    switch (message.kind) {
      case 'queryPosition': {
        const location = driveReport(performance.now() / 1000, Date.now());
        this.#link.send({ kind: 'positionAnswer', body: { responseSerial: header.serial, location } });
        return true;
      }
      case 'queryParameters':
        this.#answerParameters(header);
        return true;
      case 'queryParametersById':
        this.#answerParameters(header, message.body.ids);
        return true;
      case 'setParameters':
        onEvent(`parameters are set: ${this.#parameters.set(message.body.parameters)}`);
        done();
        return true;
      case 'textMessage':
        onEvent(`the driver reads: ${message.body.text}`);
        done();
        return true;
      case 'cameraShot':
        this.#shoot(header, message.body);
        return true;
      case 'mediaAnswer':
        onEvent(`file ${message.body.mediaId} has come`);
        return true;
      case 'uploadRequest':
        onEvent(`an upload to ${message.body.ip} is wanted`);
        done();
        this.#upload(header.serial);
        return true;
      case 'uploadControl':
        this.#controlUpload(header, message.body);
        return true;
      case 'alarmFilesRequest': {
        onEvent('the files of an alarm are wanted');
        done();
        const socket = sendAttachments(message.body, this.#dashcam, [1]);
        this.#attachments.add(socket);
        socket.on('close', () => this.#attachments.delete(socket));
        return true;
      }
      default:
        return false;
    }
  }

  end(): void {
    for (const timer of this.#uploads.values()) clearTimeout(timer);
    for (const socket of this.#attachments) socket.destroy();
  }

  #answerParameters(header: Jt808Header, ids?: readonly number[]): void {
    const parameters = this.#parameters.list(ids);
    const body = { responseSerial: header.serial, parameterCount: parameters.length, parameters };
    this.#link.send({ kind: 'parameters', body });
  }

  #shoot(header: Jt808Header, { channel, command }: Jt808Body<'cameraShot'>): void {
    const isThere = channel >= 1 && channel <= this.#dashcam.channels;
    const isPictures = command !== SHOT_COMMANDS.stop && command !== SHOT_COMMANDS.record;
    const result = !isThere ? SHOT_RESULTS.noSuchChannel : isPictures ? SHOT_RESULTS.success : SHOT_RESULTS.failure;
    const count = result === SHOT_RESULTS.success ? Math.min(command, MAX_PICTURES) : 0;
    const mediaIds = Array.from({ length: count }, () => ++this.#mediaId);
    const body = { responseSerial: header.serial, result, ...(count > 0 && { mediaIds }) };
    this.#link.send({ kind: 'cameraShotAnswer', body });
    for (const mediaId of mediaIds) {
      const media = { mediaId, mediaType: 0, format: 0, event: 0, channel };
      this.#link.send({ kind: 'mediaEvent', body: media });
      const { additional: _, ...location } = driveReport(performance.now() / 1000, Date.now());
      const place = { ...location, time: bcdTimeOf(Date.now()) };
      this.#link.send({ kind: 'mediaData', body: { ...media, location: place, data: testPicture(channel) } });
    }
  }

  #upload(serial: number): void {
    const timer = setTimeout(() => {
      this.#uploads.delete(serial);
      this.#link.send({ kind: 'uploadDone', body: { responseSerial: serial, result: 0 } });
    }, UPLOAD_MS);
    this.#uploads.set(serial, timer);
  }

  #controlUpload(header: Jt808Header, { responseSerial, command }: Jt808Body<'uploadControl'>): void {
    const timer = this.#uploads.get(responseSerial);
    this.#link.respond(header, timer ? RESULTS.success : RESULTS.failure);
    if (!timer) return;
    clearTimeout(timer);
    if (command === UPLOAD_COMMANDS.resume) this.#upload(responseSerial);
    if (command === UPLOAD_COMMANDS.cancel) this.#uploads.delete(responseSerial);
  }
}
