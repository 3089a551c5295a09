import { join } from 'node:path';
import { loadClip } from '../../clips/clip';
import { Timeline } from '../../clips/timeline';
import { loadFlight } from './flight';
import type { PiSimulatorOptions } from './options';
import { TelemetryServer } from './telemetry-server';
import { VideoServer } from './video-server';

/** A simulator that is running. */
export interface PiSimulator {
  /** The bound ports; absent where that half is off. */
  readonly videoPort?: number;
  readonly telemetryPort?: number;
  /** Ends every connection and stops listening. May be called twice. */
  close(): Promise<void>;
}

/**
 * Simulates a Raspberry Pi host (docs/protocols.md 1). Resolves when it listens; rejects where a port cannot be had or the clip
 * cannot be read, with nothing left listening.
 *
 * @param signal closes it when aborted.
 */
export async function runPiSimulator(options: PiSimulatorOptions, signal?: AbortSignal): Promise<PiSimulator> {
  const clip = await loadClip(options.clip ?? join(options.demoFlight, 'flight.h264'));
  const flight = await loadFlight(join(options.demoFlight, 'telemetry.json'));
  const timeline = new Timeline(clip.length, options.fps, options.clock ?? (() => performance.now()));
  const video = options.noVideo ? undefined : new VideoServer(clip, timeline, options);
  const telemetry = options.noTelemetry ? undefined : new TelemetryServer(flight, timeline, options);
  let closing: Promise<unknown> | undefined;
  const close = async () => {
    closing ??= Promise.all([video?.close(), telemetry?.close()]);
    await closing;
  };
  try {
    const videoPort = await video?.listen();
    const telemetryPort = await telemetry?.listen();
    signal?.addEventListener('abort', () => void close(), { once: true });
    if (signal?.aborted) await close();
    return {
      ...(videoPort === undefined ? {} : { videoPort }),
      ...(telemetryPort === undefined ? {} : { telemetryPort }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
