import { amqpUrlKind } from './broker-flags';
import { type Flag, type FlagKind, number, optional, repeatable, text, toggle } from './flag';

/** Most pictures a second: more than any camera gives. */
const HIGHEST_RATE = 120;
const numberOfPictures = number('N/s', 0, HIGHEST_RATE, false);

/** Pictures a second: `5` or `5/s`. */
const rateKind: FlagKind<number> = {
  ...numberOfPictures,
  allowed: `pictures a second, from 0 to ${HIGHEST_RATE}, such as 5 or 5/s`,
  fromText: (value) => numberOfPictures.fromText(value.replace(/\/s$/, '')),
};

function readSize(value: string): { readonly width: number; readonly height: number } | undefined {
  const [, width, height] = /^(\d{2,4})x(\d{2,4})$/.exec(value)?.map(Number) ?? [];
  if (width === undefined || height === undefined) return undefined;
  return Math.min(width, height) >= 16 && Math.max(width, height) <= 8192 ? { width, height } : undefined;
}

/** Settings of publishing to RabbitMQ what programs take there, for every command that has a station. */
export const AMQP_FLAGS = {
  amqpUrl: {
    kind: optional(amqpUrlKind),
    description:
      'RabbitMQ to publish pictures to, as amqp://user:password@host/vhost: JPEG and H.264, for programs. GROUNDGLASS_AMQP_URL says the same with no password on the command line.',
    fallback: undefined,
  },
  amqpFrames: {
    kind: rateKind,
    description: 'Publish each stream as JPEG to video_frames_exchange, so many pictures a second (needs ffmpeg).',
    fallback: 0,
  },
  amqpH264: {
    kind: toggle,
    description: "Publish each stream's H.264 as it is to video_stream_exchange.",
    fallback: false,
  },
  amqpStreams: {
    kind: repeatable(text('ID', "a stream's id or name", (value) => (value.length > 0 ? value : undefined))),
    flag: 'amqp-stream',
    description:
      "Publish this stream, by its id or name; may be given again and again. Without it: all that are not another station's, and of those that a simulation or simulator pushes only with SAVE_SIMULATION_DATA=true.",
    fallback: [],
  },
  amqpSize: {
    kind: optional(text('WxH', 'a box of 16x16 to 8192x8192, such as 640x480', readSize)),
    description: 'Box that these JPEGs are fitted into; they are never enlarged. Without it: 1920x1080.',
    fallback: undefined,
  },
  amqpQuality: {
    kind: number('N', 50, 95),
    description: 'Quality of these JPEGs.',
    fallback: 85,
  },
  amqpSaveFrames: {
    kind: optional(text('DIR', 'a folder', (value) => (value.length > 0 ? value : undefined))),
    description:
      'Also keep these JPEGs as files, the last 1000 of each stream. SAVE_INDIVIDUAL_FRAMES=true says the same of the folder “frames”.',
    fallback: undefined,
  },
} as const satisfies Record<string, Flag<unknown>>;
