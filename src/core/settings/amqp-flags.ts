import { text } from '../texts/text';
import { amqpUrlKind } from './broker-flags';
import { kindOf, number, parsed, repeatable, toggle } from './flag';
import { STATION, settingsIn } from './setting';

/** Most pictures a second: more than any camera gives. */
const HIGHEST_RATE = 120;
const numberOfPictures = number('N/s', 0, HIGHEST_RATE, false);

/** Pictures a second: `5` or `5/s`. */
const rateKind = kindOf('N/s', text('allowed.rate', { max: HIGHEST_RATE }), numberOfPictures.schema, (value) =>
  numberOfPictures.toJson(value.replace(/\/s$/, '')),
);

function readSize(value: string): { readonly width: number; readonly height: number } | undefined {
  const [, width, height] = /^(\d{2,4})x(\d{2,4})$/.exec(value)?.map(Number) ?? [];
  if (width === undefined || height === undefined) return undefined;
  return Math.min(width, height) >= 16 && Math.max(width, height) <= 8192 ? { width, height } : undefined;
}

/** Settings of publishing to RabbitMQ what programs take there, for every command that has a station. */
export const AMQP_FLAGS = settingsIn('amqp', STATION, {
  amqpUrl: {
    label: 'setting.amqpUrl',
    kind: amqpUrlKind,
    secret: true,
    description: 'setting.amqpUrl.about',
  },
  amqpFrames: {
    label: 'setting.amqpFrames',
    unit: 'pictures/s',
    kind: rateKind,
    description: 'setting.amqpFrames.about',
    default: 0,
  },
  amqpH264: {
    label: 'setting.amqpH264',
    kind: toggle,
    description: 'setting.amqpH264.about',
    default: false,
  },
  amqpStreams: {
    label: 'setting.amqpStreams',
    kind: repeatable(parsed('ID', text('allowed.stream'), (value) => (value.length > 0 ? value : undefined))),
    flag: 'amqp-stream',
    description: 'setting.amqpStreams.about',
    default: [],
  },
  amqpSize: {
    label: 'setting.amqpSize',
    kind: parsed('WxH', text('allowed.box'), readSize),
    description: 'setting.amqpSize.about',
  },
  amqpQuality: {
    label: 'setting.amqpQuality',
    unit: '%',
    kind: number('N', 50, 95),
    description: 'setting.amqpQuality.about',
    default: 85,
  },
  amqpSaveFrames: {
    label: 'setting.amqpSaveFrames',
    kind: parsed('DIR', text('allowed.folder'), (value) => (value.length > 0 ? value : undefined)),
    description: 'setting.amqpSaveFrames.about',
  },
});
