import { readUnits } from '../telemetry/units/choice';
import { UNIT_SYSTEM_IDS } from '../telemetry/units/table';
import { text } from '../texts/text';
import { parsed } from './flag';
import { settingsIn } from './setting';

const SYSTEMS = UNIT_SYSTEM_IDS.join('|');

/** A system of units and what is otherwise, see `readUnits`. */
const unitsKind = parsed(
  `${SYSTEMS}[,MEASURE=UNIT…]`,
  text('allowed.units', { systems: UNIT_SYSTEM_IDS.join(', ') }),
  readUnits,
);

/** What people read values in. */
export const UNITS_SETTINGS = settingsIn('window', ['view', 'play', 'gateway', 'export'], {
  units: {
    label: 'setting.units',
    kind: unitsKind,
    description: 'setting.units.about',
    default: 'metric',
    environment: 'GROUNDGLASS_UNITS',
    as: { export: { description: 'setting.units.about.export' } },
  },
});
