import path from 'node:path';
import type { AMQP_FLAGS } from '#core/settings/amqp-flags';
import { parseAmqpUrl } from '#core/settings/amqp-url';
import type { ValuesOf } from '#core/settings/values';
import { AmqpTap } from '#station/sinks/amqp/amqp-tap';
import { USUAL_WISH } from '#station/sinks/amqp/wish';
import type { Station } from '#station/station';

/** Says what `--amqp-url` says, where a command line must not hold a password. */
const VARIABLE = 'GROUNDGLASS_AMQP_URL';
/** Where the original keeps frames. */
const USUAL_FOLDER = 'frames';

/** Publishes pictures for programs where the settings or the environment name a RabbitMQ. */
export function openAmqpTap(
  { hub, log, jpegs, h264: pool }: Station,
  settings: ValuesOf<typeof AMQP_FLAGS>,
): AmqpTap | undefined {
  const { env } = process;
  const text = settings.amqpUrl ?? env[VARIABLE];
  if (text === undefined || text === '') return undefined;
  const url = parseAmqpUrl(text);
  if (!url) {
    log.error(`${VARIABLE} is no URL of a RabbitMQ, such as amqp://user:password@host/vhost: nothing is published`);
    return undefined;
  }
  const { amqpFrames: frames, amqpH264: h264, amqpQuality: jpegQuality, amqpStreams: streams } = settings;
  const saveFolder = settings.amqpSaveFrames ?? (isOn(env.SAVE_INDIVIDUAL_FRAMES) ? USUAL_FOLDER : undefined);
  return new AmqpTap({
    ...{ hub, log, jpegs, url, streams },
    h264: pool,
    ...((frames > 0 || h264) && { usual: { ...USUAL_WISH, ...settings.amqpSize, frames, h264, jpegQuality } }),
    simulations: isOn(env.SAVE_SIMULATION_DATA),
    ...(saveFolder !== undefined && { saveFolder: path.resolve(saveFolder) }),
  });
}

function isOn(value: string | undefined): boolean {
  return /^(true|1|yes|on)$/i.test(value ?? '');
}
