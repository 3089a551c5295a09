import path from 'node:path';
import type { AMQP_FLAGS } from '#core/settings/amqp-flags';
import type { BROKER_FLAGS } from '#core/settings/broker-flags';
import type { ViewSettings } from '#core/settings/command';
import type { RECORD_FLAGS } from '#core/settings/record-flags';
import { createLog } from '#station/log';
import { openSavedSources } from '#station/saved-sources';
import { Station } from '#station/station';
import { openAmqpTap } from './amqp-tap';
import { openBroker } from './broker';
import { readVersion, settingsFolder } from './environment';
import { recorderSettings } from './recorder-settings';

/** What of the settings a station is made of. */
export type StationSettings = Pick<
  ViewSettings,
  | 'logLevel'
  | 'showDamaged'
  | 'ffmpeg'
  | 'host'
  | 'videoPort'
  | 'telemetryPort'
  | 'sources'
  | 'rewindMinutes'
  | 'rewindBytes'
  | 'play'
  | keyof typeof BROKER_FLAGS
  | keyof typeof AMQP_FLAGS
  | keyof typeof RECORD_FLAGS
>;

/**
 * A station that fetches what the settings name, and logs to standard error. The vehicle comes first, so that a viewer
 * that was told nothing else shows it.
 *
 * @param keeps it also fetches what a person added at other times, and keeps what one adds now
 */
export function openStation(settings: StationSettings, keeps: boolean): Station {
  const log = createLog(settings.logLevel, (line) => process.stderr.write(`${line}\n`));
  const station = new Station({
    log,
    version: readVersion(),
    showDamaged: settings.showDamaged,
    ffmpeg: settings.ffmpeg,
    rewind: { minutes: settings.rewindMinutes, bytes: settings.rewindBytes },
    recording: recorderSettings(settings),
    ...(keeps && { saved: openSavedSources(path.join(settingsFolder(), 'sources.json'), log) }),
  });
  if (settings.host !== undefined) station.addVehicle({ ...settings, host: settings.host });
  for (const url of settings.sources) {
    const added = station.addSource(url);
    if (!added.ok) log.warn(added.message);
  }
  for (const file of settings.play?.files ?? []) void playForAll(station, file, settings.play?.fps);
  station.addSaved();
  station.broker = openBroker(station, settings);
  station.amqpTap = openAmqpTap(station, settings);
  return station;
}

async function playForAll(station: Station, file: string, fps: number | undefined): Promise<void> {
  const opened = await station.playing.openForAll(file, fps);
  if (!opened.ok) station.log.error(opened.message);
}
