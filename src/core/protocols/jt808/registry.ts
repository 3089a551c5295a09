import type { Codec } from './bytes/codec';
import { alarmFiles, alarmFilesRequest, fileAnswer, fileInfo } from './messages/alarm-files';
import { authenticate } from './messages/authenticate';
import { avAttributes } from './messages/av-attributes';
import { cameraShot, cameraShotAnswer } from './messages/camera';
import { empty, generalResponse } from './messages/general';
import { liveControl, liveRequest, liveStatus } from './messages/live';
import { location, locationBatch } from './messages/location';
import { mediaAnswer, mediaData, mediaEvent } from './messages/multimedia';
import { parameters, queryParametersById, setParameters } from './messages/parameters';
import { passengerFlow } from './messages/passenger-flow';
import { playbackControl, playbackRequest } from './messages/playback';
import { positionAnswer } from './messages/position';
import { queryRecordings, recordings } from './messages/recordings';
import { register, registerResponse } from './messages/register';
import { retransmit } from './messages/retransmit';
import { textMessage } from './messages/text-message';
import { uploadControl, uploadDone, uploadRequest } from './messages/upload';

/** A kind of message: its id, and its body by the edition that the header tells. */
interface MessageType<T> {
  readonly id: number;
  readonly body: (headerEdition: 2013 | 2019) => Codec<T>;
}

function of<T>(id: number, body: Codec<T> | ((headerEdition: 2013 | 2019) => Codec<T>)): MessageType<T> {
  return { id, body: typeof body === 'function' ? body : () => body };
}

/** Every message that is understood. To add one: its body in `messages/`, its row here. */
export const MESSAGE_TYPES = {
  terminalResponse: of(0x0001, generalResponse),
  heartbeat: of(0x0002, empty),
  logout: of(0x0003, empty),
  register: of(0x0100, register),
  authenticate: of(0x0102, authenticate),
  parameters: of(0x0104, parameters),
  location: of(0x0200, location),
  positionAnswer: of(0x0201, positionAnswer),
  locationBatch: of(0x0704, locationBatch),
  mediaEvent: of(0x0800, mediaEvent),
  mediaData: of(0x0801, mediaData),
  cameraShotAnswer: of(0x0805, cameraShotAnswer),
  avAttributes: of(0x1003, avAttributes),
  passengerFlow: of(0x1005, passengerFlow),
  recordings: of(0x1205, recordings),
  uploadDone: of(0x1206, uploadDone),
  alarmFiles: of(0x1210, alarmFiles),
  fileInfo: of(0x1211, fileInfo),
  fileDone: of(0x1212, fileInfo),
  platformResponse: of(0x8001, generalResponse),
  retransmit: of(0x8003, retransmit),
  registerResponse: of(0x8100, registerResponse),
  setParameters: of(0x8103, setParameters),
  queryParameters: of(0x8104, empty),
  queryParametersById: of(0x8106, queryParametersById),
  queryPosition: of(0x8201, empty),
  textMessage: of(0x8300, textMessage),
  mediaAnswer: of(0x8800, mediaAnswer),
  cameraShot: of(0x8801, cameraShot),
  queryAvAttributes: of(0x9003, empty),
  liveRequest: of(0x9101, liveRequest),
  liveControl: of(0x9102, liveControl),
  liveStatus: of(0x9105, liveStatus),
  playbackRequest: of(0x9201, playbackRequest),
  playbackControl: of(0x9202, playbackControl),
  queryRecordings: of(0x9205, queryRecordings),
  uploadRequest: of(0x9206, uploadRequest),
  uploadControl: of(0x9207, uploadControl),
  alarmFilesRequest: of(0x9208, alarmFilesRequest),
  fileAnswer: of(0x9212, fileAnswer),
} as const;

type MessageTypes = typeof MESSAGE_TYPES;

/** Names of the messages that are understood. */
export type Jt808Kind = keyof MessageTypes;

/** The body of a kind. */
export type Jt808Body<K extends Jt808Kind> = MessageTypes[K] extends MessageType<infer T> ? T : never;

const KINDS: ReadonlyMap<number, Jt808Kind> = new Map(
  Object.entries(MESSAGE_TYPES).map(([kind, { id }]) => [id, kind as Jt808Kind]),
);

/** @returns `undefined` for an id that is not understood. */
export function kindOf(id: number): Jt808Kind | undefined {
  return KINDS.get(id);
}
