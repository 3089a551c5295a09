import type { Socket } from 'node:net';
import type { AccessUnit } from '#core/media/access-unit';
import { type RemoteCameraMessage, writeRemoteCameraMessage } from '#core/protocols/remote-camera/messages';
import { base64Of, type NaluStyle, naluDataOf, parameterSetsOf } from './phone-messages';
import { type Sight, sightsAt } from './sights';
import { TONE, toneChunk } from './tone';

/** Who a phone says that it is, and how it says things. */
export interface PhoneManner extends NaluStyle {
  readonly sourceId: string;
  readonly name: string;
  readonly pairingCode?: string | undefined;
  /** Sound beside the pictures. */
  readonly audio: 'none' | 'pcm16';
  /** What it sees beside. */
  readonly metadata: Sight;
}

/** What the station may leave unread before pictures are left out, up to a key picture. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
/** Seconds from 1970-01-01 to 2001-01-01, the reference date of the original's metadata. */
const REFERENCE_DATE_S = 978_307_200;

/** Says what a phone says, over one connection. */
export class PhoneWire {
  /** That were sent. */
  pictures = 0;
  readonly #manner: PhoneManner;
  readonly #socket: Socket;
  #waitsForKey = true;
  #soundMs = 0;

  constructor(manner: PhoneManner, socket: Socket) {
    this.#manner = manner;
    this.#socket = socket;
  }

  /** @param key whose parameter sets are told with it, where this phone tells them apart and knows them already */
  greet(accepts: readonly string[], key?: AccessUnit): void {
    const { sourceId: sourceID, name: deviceName, pairingCode, parameterSets, codec } = this.#manner;
    this.#send({
      kind: 'handshake',
      payload: {
        sourceID,
        deviceName,
        accepts,
        ...(pairingCode !== undefined && { pairingCode }),
        ...(parameterSets === 'handshake' && key && { parameterSets: parameterSetsOf(key, codec) }),
      },
    });
  }

  /** Pictures of another encoder follow, the first of them this one: tells its parameter sets where they are told apart. */
  change(key: AccessUnit): void {
    const { parameterSets, sourceId: sourceID, codec } = this.#manner;
    if (parameterSets !== 'handshake') return;
    this.#send({ kind: 'parameterSets', payload: { sourceID, ...parameterSetsOf(key, codec) } });
  }

  /** @param takenMs on the phone's clock @param ms since the camera began, by which what it sees goes */
  picture(picture: AccessUnit, takenMs: number, ms: number): void {
    this.#waitsForKey = this.#socket.writableLength > MAX_UNREAD_BYTES || (this.#waitsForKey && !picture.key);
    if (this.#waitsForKey) return;
    const { sourceId: sourceID, metadata: sight } = this.#manner;
    const naluData = naluDataOf(picture, this.#manner);
    this.#send({
      kind: 'videoNALU',
      payload: { sourceID, timestamp: takenMs / 1000, isKeyFrame: picture.key, naluData },
    });
    this.pictures++;
    for (const metadata of sightsAt(ms, sight)) {
      const event = { sourceID, timestamp: Date.now() / 1000 - REFERENCE_DATE_S, metadata };
      this.#send({ kind: 'metadata', payload: event });
    }
  }

  /**
   * Sends the sound up to a moment: a chunk once all of it was heard.
   *
   * @param ms since the camera began @param beganMs when that was, on the phone's clock
   */
  soundUntil(ms: number, beganMs: number): void {
    if (this.#manner.audio === 'none') return;
    const { sampleRateHz: sampleRate, channels, chunkMs } = TONE;
    for (; this.#soundMs + chunkMs <= ms; this.#soundMs += chunkMs) {
      const timestamp = (beganMs + this.#soundMs) / 1000;
      const audioData = base64Of(toneChunk(this.#soundMs));
      const { sourceId: sourceID } = this.#manner;
      this.#send({ kind: 'audio', payload: { sourceID, timestamp, sampleRate, channels, audioData } });
    }
  }

  /** The camera begins anew. */
  restartSound(): void {
    this.#soundMs = 0;
  }

  #send(message: RemoteCameraMessage): void {
    this.#socket.write(writeRemoteCameraMessage(message));
  }
}
