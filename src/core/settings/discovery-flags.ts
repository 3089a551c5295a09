import { toggle } from './flag';
import { STATION, settingsIn } from './setting';

/** Settings of how stations and hosts find each other, for every command that has a station. */
export const DISCOVERY_FLAGS = settingsIn('gateway', STATION, {
  noAdvertise: {
    label: 'setting.noAdvertise',
    kind: toggle,
    description: 'setting.noAdvertise.about',
    default: false,
  },
});
