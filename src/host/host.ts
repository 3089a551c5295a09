import os from 'node:os';
import type { HostSettings } from '#core/settings/command';
import { isLoopback } from '#core/settings/endpoint';
import { english } from '#core/texts/english';
import type { Log } from '#station/log';
import { type Advertised, advertise } from '#station/network/mdns/advertise';
import { instanceId } from '#station/network/mdns/instance-id';
import { CameraKeeper, type CameraState } from './camera/camera-keeper';
import { CAMERAS, type CameraContext } from './camera/table';
import { Vitals } from './machine/vitals';
import { MavlinkFeed } from './mavlink/mavlink-feed';
import { TelemetryServer } from './telemetry/telemetry-server';
import { VideoServer } from './video/video-server';

/** How a host does at a moment. */
export interface HostStatus {
  readonly camera: CameraState;
  /** Since it began. */
  readonly pictures: number;
  readonly bytes: number;
  readonly viewers: number;
  readonly telemetryClients: number;
  /** System ids that were heard over MAVLink. */
  readonly vehicles: readonly number[];
}

/** A host that is running. */
export interface Host {
  readonly videoPort: number;
  readonly telemetryPort: number;
  /** Where MAVLink is listened for, where it is by datagrams and the port could be had. */
  readonly mavlinkPort: number | undefined;
  readonly status: () => HostStatus;
  /** Ends every connection and every program of ours, and stops listening. May be called twice. */
  close(): Promise<void>;
}

/** After the last viewer is gone the camera stays open for so long: who reconnects waits for no sensor. */
const LINGER_MS = 5000;

/**
 * Runs a host: the camera's pictures on one port, telemetry on another, whether or not a vehicle is heard. Resolves when it
 * listens; rejects where a port cannot be had, with nothing left listening.
 *
 * @param signal closes it when aborted
 */
export async function runHost(
  settings: HostSettings,
  context: CameraContext & { readonly log: Log; readonly version?: string },
  signal?: AbortSignal,
): Promise<Host> {
  const { log } = context;
  const { listen, onDemand } = settings;
  const vitals = new Vitals(() => telemetry.tellHost());
  const mavlink = new MavlinkFeed(settings.mavlink, settings.telemetryRate, log, (bytes, start, end) =>
    telemetry.mavlink.take(bytes, start, end),
  );
  let linger: NodeJS.Timeout | undefined;
  const video = new VideoServer({
    ...{ listen, port: settings.videoPort, bitrate: settings.bitrate, marks: !settings.noMarks, log },
    onViewers: (viewers) => {
      if (!onDemand) return;
      clearTimeout(linger);
      if (viewers > 0) camera.open();
      else linger = setTimeout(() => void camera.close(), LINGER_MS);
    },
  });
  const camera = new CameraKeeper({
    find: () => CAMERAS[settings.camera](settings, context),
    log,
    onPicture: (picture) => video.send(picture),
    onState: () => telemetry.tellHost(),
    longestPauseMs: context.longestPauseMs,
  });
  const telemetry = new TelemetryServer({
    ...{ listen, port: settings.telemetryPort, rate: settings.telemetryRate },
    read: () => ({ ...mavlink.telemetry(), ...vitals.cpu }),
    readHost: () => hostReport(camera.state, vitals),
  });
  let advertised: Advertised | undefined;
  let closing: Promise<unknown> | undefined;
  const close = async () => {
    clearTimeout(linger);
    vitals.stop();
    closing ??= Promise.all([camera.close(), mavlink.close(), video.close(), telemetry.close(), advertised?.stop()]);
    await closing;
  };
  try {
    const videoPort = await video.listen();
    const telemetryPort = await telemetry.listen();
    vitals.start();
    mavlink.start();
    if (!onDemand) camera.open();
    advertised = advertiseHost(settings, { videoPort, telemetryPort, version: context.version ?? '' }, log);
    signal?.addEventListener('abort', () => void close(), { once: true });
    if (signal?.aborted) await close();
    const status = () => ({
      ...{ camera: camera.state, ...video.taken, viewers: video.viewers },
      ...{ telemetryClients: telemetry.clients, vehicles: mavlink.systems },
    });
    return {
      ...{ videoPort, telemetryPort, status, close },
      get mavlinkPort() {
        return mavlink.port;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Tells the network of it, unless none but this machine reaches it, or the settings say no. */
function advertiseHost(
  { noAdvertise, listen }: HostSettings,
  at: { readonly videoPort: number; readonly telemetryPort: number; readonly version: string },
  log: Log,
): Advertised | undefined {
  if (noAdvertise || isLoopback(listen)) return undefined;
  // not shown: a word of an id
  const own = { kind: 'host', id: instanceId(`host ${at.videoPort}`), name: os.hostname() } as const;
  return advertise({ ...own, ...at, needsToken: false, isSecure: false }, listen, (line) => log.warn(line));
}

/** What is told to those who ask for true units. */
function hostReport({ name, reason, failures, knowsCapture }: CameraState, { machine }: Vitals): object {
  return {
    camera: { state: name, failures, ...(reason && { reason: english(reason) }) },
    capture: knowsCapture ? 'camera' : 'estimate',
    machine,
  };
}
