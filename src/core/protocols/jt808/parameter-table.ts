import { ByteReader } from './bytes/byte-reader';
import { ByteWriter } from './bytes/byte-writer';
import { type Codec, type TaggedValue, u8, u16, u32 } from './bytes/codec';
import { remainingText } from './bytes/text';

interface NumberParameter {
  readonly name: string;
  readonly value: Codec<number>;
}
interface TextParameter {
  readonly name: string;
  readonly value: 'text' | 'secret';
}

function row(name: string, value: Codec<number> = u32): NumberParameter {
  return { name, value };
}

function textRow(name: string, value: TextParameter['value'] = 'text'): TextParameter {
  return { name, value };
}

/** Parameters of terminals that are one number or one text (JT/T 808-2019, table 12). Times are seconds, distances metres. */
const PARAMETERS: Readonly<Record<number, NumberParameter | TextParameter>> = {
  1: row('heartbeatInterval'),
  2: row('tcpAnswerTimeout'),
  3: row('tcpRetries'),
  4: row('udpAnswerTimeout'),
  5: row('udpRetries'),
  6: row('smsAnswerTimeout'),
  7: row('smsRetries'),
  16: textRow('apn'),
  17: textRow('apnUser', 'secret'),
  18: textRow('apnPassword', 'secret'),
  19: textRow('server'),
  20: textRow('backupApn'),
  21: textRow('backupApnUser', 'secret'),
  22: textRow('backupApnPassword', 'secret'),
  23: textRow('backupServer'),
  24: row('tcpPort'),
  25: row('udpPort'),
  32: row('reportStrategy'),
  33: row('reportScheme'),
  34: row('reportIntervalWithoutDriver'),
  39: row('reportIntervalAsleep'),
  40: row('reportIntervalInEmergency'),
  41: row('reportInterval'),
  44: row('reportDistance'),
  45: row('reportDistanceWithoutDriver'),
  46: row('reportDistanceAsleep'),
  47: row('reportDistanceInEmergency'),
  48: row('reportAngle'),
  49: row('fenceRadius', u16),
  64: textRow('platformPhone'),
  72: textRow('listeningPhone'),
  80: row('alarmMask'),
  81: row('alarmTextSwitch'),
  82: row('alarmPictureSwitch'),
  83: row('alarmPictureKeptSwitch'),
  84: row('keyAlarms'),
  // km/h.
  85: row('maxSpeed'),
  86: row('overspeedDuration'),
  87: row('maxDrivingTime'),
  88: row('maxDrivingTimeToday'),
  89: row('minRest'),
  90: row('maxParkingTime'),
  // km/h × 10.
  91: row('overspeedWarning', u16),
  92: row('fatigueWarning', u16),
  93: row('collisionAlarm', u16),
  94: row('rolloverAngle', u16),
  100: row('timedPictures'),
  101: row('distancePictures'),
  112: row('pictureQuality'),
  113: row('brightness'),
  114: row('contrast'),
  115: row('saturation'),
  116: row('chroma'),
  // km × 10.
  128: row('mileage'),
  129: row('province', u16),
  130: row('city', u16),
  131: textRow('plate'),
  132: row('plateColour', u8),
  144: row('gnssMode', u8),
  145: row('gnssBaudRate', u8),
  146: row('gnssOutputRate', u8),
  147: row('gnssSampleInterval'),
  148: row('gnssUpload', u8),
  149: row('gnssUploadSetting'),
};

/** A parameter as people and programs read it. */
export interface NamedParameter {
  readonly id: number;
  /** Absent where this table does not know it. */
  readonly name?: string;
  /** Absent where its layout is not known, or it is a secret. */
  readonly value?: number | string;
  /** Its bytes, absent of a secret. */
  readonly bytes?: Uint8Array;
}

/** What a parameter means. One of a width that the table does not have is its bytes alone. */
export function readParameter({ id, value }: TaggedValue): NamedParameter {
  const known = PARAMETERS[id];
  if (!known) return { id, bytes: value };
  const { name, value: kind } = known;
  if (kind === 'secret') return { id, name };
  const from = new ByteReader(value);
  const read = kind === 'text' ? remainingText.read(from) : kind.read(from);
  const isWhole = from.faultAt === undefined && from.remaining === 0;
  return { id, name, ...(isWhole && { value: read }), bytes: value };
}

/** Makes a parameter of a value. @returns `undefined` where the table does not know how, or the value does not fit */
export function parameterOf(id: number, value: number | string): TaggedValue | undefined {
  const known = PARAMETERS[id];
  if (!known) return undefined;
  const to = new ByteWriter();
  if (typeof known.value === 'string') {
    if (typeof value !== 'string') return undefined;
    remainingText.write(to, value);
  } else {
    if (typeof value !== 'number') return undefined;
    known.value.write(to, value);
    // A number that is wider than its field would lose its high bits.
    if (known.value.read(new ByteReader(to.finish())) !== value) return undefined;
  }
  const bytes = to.finish();
  return bytes.length > 0xff ? undefined : { id, value: bytes };
}
