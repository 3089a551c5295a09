import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RecordSettings } from '#core/settings/command';
import { createLog } from '#station/log';
import { Station } from '#station/station';
import { readVersion } from './environment';
import { progressBar, progressLine } from './progress-line';
import { recorderSettings } from './recorder-settings';

const LOOK_MS = 500;
/** It records until it is over: no rule begins or ends anything. */
const ALL_OF_IT = { recordQuota: undefined, recordHours: [], recordBefore: 0, recordAfter: 0 };

/** Records streams with no window until the time is over or the signal comes. Resolves with the exit code. */
export async function runRecord(settings: RecordSettings, signal: AbortSignal): Promise<number> {
  const log = createLog(settings.logLevel, (line) => process.stderr.write(`${line}\n`));
  const recordings = settings.recordings ?? process.cwd();
  const recording = recorderSettings({ ...settings, recordings, record: 'always', ...ALL_OF_IT });
  const station = new Station({ log, version: readVersion(), showDamaged: settings.showDamaged, recording });
  const { recorder } = station;
  if (!recorder) return 1;
  await recorder.ready();
  const before = new Set(recorder.library.list().map(({ info }) => info.id));
  if (settings.host !== undefined) station.addVehicle({ ...settings, host: settings.host });
  for (const url of settings.sources) {
    const added = station.addSource(url);
    if (!added.ok) log.warn(added.message);
  }
  if (station.hub.list().length === 0) {
    process.stderr.write('groundglass: nothing to record: give --host or --source\n');
    await station.close();
    return 2;
  }

  const line = progressLine(process.stderr);
  const lookEach = async () => {
    while (!signal.aborted) {
      const { text, seconds, isOver } = lookAt(station, settings.for);
      line.show(text);
      if (isOver || (settings.for !== undefined && seconds >= settings.for)) return;
      await wait(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  await lookEach();
  line.end();
  const failed = recorder.state().streams.flatMap((one) => (one.state === 'failed' ? [one.message] : []));
  await station.close();
  for (const message of failed) process.stderr.write(`groundglass: ${message}\n`);
  const made = recorder.library.list().filter(({ info }) => !before.has(info.id));
  for (const { info, file } of made.reverse()) {
    process.stdout.write(
      `${path.relative('', file)}  ${(info.durationUs / 1e6).toFixed(1)} s  ${megabytes(info.bytes)}\n`,
    );
  }
  if (made.length === 0) process.stderr.write('groundglass: no picture came, so nothing was recorded\n');
  return made.length > 0 && failed.length === 0 ? 0 : 1;
}

function lookAt({ recorder, hub }: Station, lengthS: number | undefined) {
  const { streams = [], disk } = recorder?.state() ?? {};
  const running = streams.flatMap((one) => (one.state === 'recording' && one.file !== undefined ? [one] : []));
  const bytes = running.reduce((sum, one) => sum + one.bytes, 0);
  const seconds = Math.max(0, ...running.map(({ sinceUs }) => (performance.now() * 1000 - sinceUs) / 1e6));
  const share = lengthS === undefined ? `${seconds.toFixed(0)} s` : progressBar(seconds / lengthS);
  const free = disk && `${megabytes(disk.freeBytes)} free`;
  const parts = [share, `${running.length} of ${hub.list().length} streams`, megabytes(bytes), free].filter(Boolean);
  return {
    text: parts.join('  '),
    seconds,
    isOver: streams.length > 0 && streams.every(({ state }) => state === 'failed'),
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
