import type { ViewSettings } from '#core/settings/command';
import { parseForward } from '#core/settings/mavlink-forward';
import type { MavlinkSettings } from '#station/sources/source';

/** How a station of these settings speaks with vehicles of MAVLink. */
export function mavlinkSettings({
  mavlinkKey,
  mavlinkForward,
  silent,
}: Pick<ViewSettings, 'mavlinkKey' | 'mavlinkForward' | 'silent'>): MavlinkSettings {
  return {
    keyFile: mavlinkKey,
    silent,
    forward: mavlinkForward === undefined ? undefined : parseForward(mavlinkForward),
  };
}
