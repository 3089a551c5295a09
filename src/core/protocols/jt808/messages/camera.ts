import { type Codec, counted, table, u8, u16, u32 } from '../bytes/codec';

/** `command` of 0x8801 that are not a number of pictures. */
export const SHOT_COMMANDS = { stop: 0, record: 0xffff } as const;
/** `resolution` of 0x8801: the index is the code. */
export const SHOT_RESOLUTIONS = [
  undefined,
  '320x240',
  '640x480',
  '800x600',
  '1024x768',
  '176x144',
  '352x288',
  '704x288',
  '704x576',
] as const;

/** 0x8801: take pictures, or film, now (JT/T 808-2019, 8.54). Answered with 0x0805. */
export const cameraShot = table({
  channel: u8,
  /** How many pictures, or one of `SHOT_COMMANDS`. */
  command: u16,
  /** Seconds between two pictures, or of the film; 0 as fast as it can, or on and on. */
  interval: u16,
  /** 0 is uploaded at once, 1 stays in the terminal. */
  save: u8,
  /** Index into `SHOT_RESOLUTIONS`. */
  resolution: u8,
  /** 1 the best, 10 the smallest. */
  quality: u8,
  brightness: u8,
  /** 0..127, as the next; 255, as most terminals are told, leaves it. */
  contrast: u8,
  saturation: u8,
  chroma: u8,
});

/** `result` of 0x0805. */
export const SHOT_RESULTS = { success: 0, failure: 1, noSuchChannel: 2 } as const;

/** 0x0805: the pictures that were taken (8.55). */
export interface CameraShotAnswer {
  readonly responseSerial: number;
  /** One of `SHOT_RESULTS`. */
  readonly result: number;
  /** Ids of what 0x0800 and 0x0801 tell and bring. Absent where the answer ends with the result. */
  readonly mediaIds?: readonly number[];
}

const answered = table({ responseSerial: u16, result: u8 });
const mediaIds = counted(u16, u32);

export const cameraShotAnswer: Codec<CameraShotAnswer> = {
  read: (from) => {
    const answer = answered.read(from);
    return from.remaining > 0 ? { ...answer, mediaIds: mediaIds.read(from) } : answer;
  },
  write: (to, body) => {
    answered.write(to, body);
    if (body.mediaIds) mediaIds.write(to, body.mediaIds);
  },
};
