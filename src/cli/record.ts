import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RecordSettings } from '#core/settings/command';
import { english } from '#core/texts/english';
import { text } from '#core/texts/text';
import type { Hub } from '#station/hub/hub';
import { RECORDER, type Recorder } from '#station/services/recorder/recorder';
import { recorderService } from '#station/services/recorder/service';
import { Station } from '#station/station';
import { addSources } from './add-sources';
import { readVersion } from './environment';
import { mavlinkSettings } from './mavlink-settings';
import { openLog } from './open-log';
import { progressBar, progressLine } from './progress-line';
import { printProblem } from './terminal';

const LOOK_MS = 500;
/** It records until it is over: no rule begins or ends anything. */
const ALL_OF_IT = { recordQuota: undefined, recordHours: [], recordBefore: 0, recordAfter: 0 };

/** Records streams with no window until the time is over or the signal comes. Resolves with the exit code. */
export async function runRecord(settings: RecordSettings, signal: AbortSignal): Promise<number> {
  const log = openLog(settings);
  const recordings = settings.recordings ?? process.cwd();
  const { showDamaged } = settings;
  const mavlink = mavlinkSettings(settings);
  const station = new Station({ log, version: readVersion(), showDamaged, mavlink, services: [recorderService] });
  station.start({ ...settings, recordings, record: 'always', ...ALL_OF_IT });
  const recorder = station.get(RECORDER);
  if (!recorder) return 1;
  await recorder.ready();
  const before = new Set(recorder.library.list().map(({ info }) => info.id));
  addSources(station, settings);
  if (station.hub.list().length === 0) {
    printProblem(text('cli.nothingToRecord'));
    await station.close();
    return 2;
  }

  const line = progressLine(process.stderr);
  const lookEach = async () => {
    while (!signal.aborted) {
      const { text, seconds, isOver } = lookAt({ recorder, hub: station.hub }, settings.for);
      line.show(text);
      if (isOver || (settings.for !== undefined && seconds >= settings.for)) return;
      await wait(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  await lookEach();
  line.end();
  const failed = recorder.state().streams.flatMap((one) => (one.state === 'failed' ? [one.message] : []));
  await station.close();
  for (const message of failed) printProblem(message);
  const made = recorder.library.list().filter(({ info }) => !before.has(info.id));
  for (const { info, file } of made.reverse()) {
    process.stdout.write(
      `${path.relative('', file)}  ${(info.durationUs / 1e6).toFixed(1)} s  ${megabytes(info.bytes)}\n`,
    );
  }
  if (made.length === 0) printProblem(text('cli.nothingRecorded'));
  return made.length > 0 && failed.length === 0 ? 0 : 1;
}

function lookAt({ recorder, hub }: { readonly recorder: Recorder; readonly hub: Hub }, lengthS: number | undefined) {
  const { streams, disk } = recorder.state();
  const running = streams.flatMap((one) => (one.state === 'recording' && one.file !== undefined ? [one] : []));
  const bytes = running.reduce((sum, one) => sum + one.bytes, 0);
  const seconds = Math.max(0, ...running.map(({ sinceUs }) => (performance.now() * 1000 - sinceUs) / 1e6));
  const share = lengthS === undefined ? `${seconds.toFixed(0)} s` : progressBar(seconds / lengthS);
  const free = disk && english('cli.free', { size: megabytes(disk.freeBytes) });
  const parts = [
    share,
    english('cli.ofStreams', { running: running.length, streams: hub.list().length }),
    megabytes(bytes),
    free,
  ].filter(Boolean);
  return {
    text: parts.join('  '),
    seconds,
    isOver: streams.length > 0 && streams.every(({ state }) => state === 'failed'),
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
