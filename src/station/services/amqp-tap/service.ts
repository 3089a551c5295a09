import path from 'node:path';
import { AMQP_FLAGS } from '#core/settings/amqp-flags';
import { readAmqpSetting } from '../../amqp/amqp-setting';
import { service } from '../../extension/service';
import { AMQP_TAP, AmqpTap } from './amqp-tap';
import { amqpModule } from './routes';
import { DEFAULT_TAP_SETTINGS } from './tap-settings';

/** Where the original keeps frames. */
const DEFAULT_FOLDER = 'frames';

/** Publishes pictures for programs, where the settings or the environment name a RabbitMQ. */
export const amqpTapService = service({
  id: 'amqp-tap',
  flags: AMQP_FLAGS,
  closes: 'writers',
  routes: [amqpModule],
  start({ hub, log, jpegs, h264: pool, provide }, settings) {
    const { env } = process;
    // not shown: in a log line
    const named = { value: settings.amqpUrl, variable: 'GROUNDGLASS_AMQP_URL', otherwise: 'nothing is published' };
    const url = readAmqpSetting(named, log);
    if (!url) return undefined;
    const { amqpFrames: frames, amqpH264: h264, amqpQuality: jpegQuality, amqpStreams: streams } = settings;
    const saveFolder = settings.amqpSaveFrames ?? (isOn(env.SAVE_INDIVIDUAL_FRAMES) ? DEFAULT_FOLDER : undefined);
    const tap = new AmqpTap({
      hub,
      log,
      jpegs,
      h264: pool,
      url,
      streams,
      ...((frames > 0 || h264) && {
        usual: { ...DEFAULT_TAP_SETTINGS, ...settings.amqpSize, frames, h264, jpegQuality },
      }),
      simulations: isOn(env.SAVE_SIMULATION_DATA),
      ...(saveFolder !== undefined && { saveFolder: path.resolve(saveFolder) }),
    });
    provide(AMQP_TAP, tap);
    return tap;
  },
});

function isOn(value: string | undefined): boolean {
  return /^(true|1|yes|on)$/i.test(value ?? '');
}
