import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { reasonOf } from '#core/reason-of';
import type { HostSettings } from '#core/settings/command';
import { type Text, text, verbatim } from '#core/texts/text';
import { createLog } from '#station/log';
import { onPath } from '#station/machine/on-path';
import { listenOn } from '#station/network/listen-on';
import { CAMERAS, type CameraContext, encoderOf } from '../camera/table';
import { boardModel } from '../machine/pi-model';
import { throttling } from '../machine/throttling';
import { wifi } from '../machine/wifi';
import { MavlinkFeed } from '../mavlink/mavlink-feed';
import { outputOf } from '../program/output-of';
import type { Finding } from './finding';

/** What a check is given: nothing of it is running. */
export interface CheckContext extends CameraContext {
  /** For how long MAVLink is listened for, in ms. */
  readonly listenMs?: number;
}

/** One thing that is looked at. Absent findings have nothing to do with this machine. */
type Check = (settings: HostSettings, context: CheckContext) => Promise<Finding | undefined>;

/** Heartbeats come once a second. */
const LISTEN_MS = 3000;

/** In the order in which they are told: another is a row. */
const CHECKS: readonly Check[] = [
  checkCamera,
  (settings) => checkPort('host.check.video', settings.listen, settings.videoPort, 'bad'),
  (settings) => checkPort('host.check.telemetry', settings.listen, settings.telemetryPort, 'warning'),
  checkMavlink,
  checkPower,
  checkWifi,
  checkClock,
];

/** Looks at all that a host needs, one after the other. Opens the camera for its first picture, and the ports for a moment. */
export async function checkHost(settings: HostSettings, context: CheckContext): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of CHECKS) {
    const finding = await check(settings, context);
    if (finding) findings.push(finding);
  }
  return findings;
}

const good = (message: Text): Finding => ({ level: 'good', message });

async function checkCamera(settings: HostSettings, context: CheckContext): Promise<Finding> {
  const found = await CAMERAS[settings.camera](settings, context);
  if (!('camera' in found))
    return { level: 'bad', message: text('host.check.noCamera', { reason: found }), remedy: cameraRemedy(settings) };
  const stop = new AbortController();
  const startMs = performance.now();
  let firstMs: number | undefined;
  const end = await found.camera.run(() => {
    firstMs ??= performance.now() - startMs;
    stop.abort();
  }, stop.signal);
  if (firstMs === undefined) {
    const reason = end ?? verbatim('');
    return { level: 'bad', message: text('host.check.noCamera', { reason }), remedy: cameraRemedy(settings) };
  }
  const seconds = (firstMs / 1000).toFixed(1);
  const model = context.model ?? boardModel();
  if (settings.camera !== 'rpicam') return good(text('host.check.picture', { seconds }));
  return good(text('host.check.pictureBy', { seconds, encoder: encoderOf(settings, model), board: model ?? '–' }));
}

function cameraRemedy({ camera }: HostSettings): Text {
  return text(`host.remedy.${camera}`);
}

async function checkPort(
  name: 'host.check.video' | 'host.check.telemetry',
  address: string,
  port: number,
  level: Finding['level'],
): Promise<Finding> {
  const server = net.createServer();
  try {
    const bound = await listenOn(server, port, address);
    return good(text('host.check.portFree', { what: text(name), port: bound }));
  } catch (error) {
    const message = text('host.check.portTaken', { what: text(name), port, reason: reasonOf(error) });
    return { level, message, remedy: text('host.remedy.port', { port }) };
  } finally {
    server.close();
  }
}

async function checkMavlink({ mavlink, telemetryRate }: HostSettings, { listenMs = LISTEN_MS }: CheckContext) {
  if (mavlink.kind === 'off') return undefined;
  let problem: string | undefined;
  const feed = new MavlinkFeed(
    mavlink,
    telemetryRate,
    createLog('warn', (line) => {
      problem ??= line.replace(/^\S+ \S+ /, '');
    }),
  );
  feed.start();
  await wait(listenMs);
  const { systems } = feed;
  await feed.close();
  if (systems.length > 0) return good(text('host.check.vehicles', { systems: systems.join(', ') }));
  const message = problem === undefined ? text('host.check.noVehicle') : verbatim(problem);
  return { level: 'warning', message, remedy: text('host.remedy.vehicle') } as const;
}

async function checkPower(_settings: HostSettings, { env }: CheckContext): Promise<Finding | undefined> {
  const state = await throttling(env);
  if (!state) return undefined;
  if (state.underVoltage || state.underVoltageEver) {
    const message = text(state.underVoltage ? 'host.check.underVoltage' : 'host.check.underVoltageEver');
    return { level: 'warning', message, remedy: text('host.remedy.power') };
  }
  if (state.throttled)
    return { level: 'warning', message: text('host.check.throttled'), remedy: text('host.remedy.heat') };
  return good(text('host.check.power'));
}

async function checkWifi(_settings: HostSettings, { env }: CheckContext): Promise<Finding | undefined> {
  const link = await wifi(env);
  const iw = onPath('iw', env);
  if (!link || !iw) return undefined;
  const saving = await outputOf(iw, ['dev', link.name, 'get', 'power_save']);
  if (/power save: on/i.test(saving ?? '')) {
    const { name } = link;
    return {
      level: 'warning',
      message: text('host.check.wifiSaves', { name }),
      remedy: text('host.remedy.wifi', { name }),
    };
  }
  return good(text('host.check.wifi', { name: link.name, signal: link.signalDbm ?? '–' }));
}

async function checkClock(_settings: HostSettings, { env }: CheckContext): Promise<Finding | undefined> {
  const timedatectl = onPath('timedatectl', env);
  const set = timedatectl && (await outputOf(timedatectl, ['show', '--property=NTPSynchronized', '--value']));
  if (!set || !/^(yes|no)$/.test(set.trim())) return undefined;
  if (set.trim() === 'yes') return good(text('host.check.clock'));
  return { level: 'warning', message: text('host.check.clockFree'), remedy: text('host.remedy.clock') };
}
