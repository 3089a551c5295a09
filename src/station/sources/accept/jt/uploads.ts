import type { VehicleUpload } from '#contracts/vehicle-files';
import { bcdTimeOf } from '#core/protocols/jt808/bytes/bcd';
import { MEDIA_TYPES } from '#core/protocols/jt808/messages/recordings';
import { UPLOAD_COMMANDS } from '#core/protocols/jt808/messages/upload';
import type { Asked } from './commander';

/** Uploads of one vehicle that are remembered. */
const MAX_UPLOADS = 20;
const ANSWER_MS = 10_000;

/** A recording that is to go to an FTP server. */
export interface UploadOrder {
  readonly channel: number;
  /** ms since 1970, UTC. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly path: string;
  };
  /** Bits: 0 by Wi-Fi, 1 by LAN, 2 by 3G/4G. */
  readonly conditions: number;
}

const CONTROLS = {
  pause: { command: UPLOAD_COMMANDS.pause, state: 'paused' },
  resume: { command: UPLOAD_COMMANDS.resume, state: 'running' },
  cancel: { command: UPLOAD_COMMANDS.cancel, state: 'cancelled' },
} as const;
export type UploadControl = keyof typeof CONTROLS;

type Upload = { -readonly [K in keyof VehicleUpload]: VehicleUpload[K] } & {
  /** Of the 0x9206. */
  readonly serial: number;
};

/** The uploads that a vehicle was ordered to do (0x9206, 0x9207, 0x1206). The account on the server is not kept. */
export class Uploads {
  readonly #uploads: Upload[] = [];
  #count = 0;

  list(): readonly VehicleUpload[] {
    return this.#uploads.map(({ serial: _, ...upload }) => upload);
  }

  /** Orders one. @returns `undefined` where the terminal is not there, does not answer or refuses */
  async order(terminal: Asked, order: UploadOrder): Promise<VehicleUpload | undefined> {
    const { channel, fromMs, toMs, server, conditions } = order;
    const { host, port, user, password, path } = server;
    let serial = -1;
    const body = {
      ...{ ip: host, port, userName: user, password, path, channel, conditions },
      ...{ startTime: bcdTimeOf(fromMs), endTime: bcdTimeOf(toMs), alarmFlag: 0n },
      ...{ mediaType: MEDIA_TYPES.audioAndVideo, streamType: 0, memoryType: 0 },
    };
    const answer = await terminal.ask({ kind: 'uploadRequest', body }, ANSWER_MS, (sent) => {
      serial = sent;
    });
    if (answer?.kind !== 'terminalResponse' || answer.body.result !== 0) return undefined;
    const upload: VehicleUpload = { id: ++this.#count, channel, fromMs, toMs, host, path, state: 'running' };
    this.#uploads.push({ ...upload, serial });
    if (this.#uploads.length > MAX_UPLOADS) this.#uploads.shift();
    return upload;
  }

  /** @returns `undefined` where there is no such upload; false where the terminal does not do it */
  async control(terminal: Asked, id: number, control: UploadControl): Promise<boolean | undefined> {
    const upload = this.#uploads.find((one) => one.id === id);
    if (!upload) return undefined;
    const { command, state } = CONTROLS[control];
    const body = { responseSerial: upload.serial, command };
    const answer = await terminal.ask({ kind: 'uploadControl', body }, ANSWER_MS);
    if (answer?.kind !== 'terminalResponse' || answer.body.result !== 0) return false;
    if (upload.state === 'running' || upload.state === 'paused') upload.state = state;
    return true;
  }

  /** The terminal says that one has ended (0x1206). */
  ended(serial: number, result: number): void {
    const upload = this.#uploads.findLast((one) => one.serial === serial);
    if (upload) upload.state = result === 0 ? 'done' : 'failed';
  }
}
