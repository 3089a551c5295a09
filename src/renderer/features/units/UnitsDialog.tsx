import { type Units, unitsOf, withUnitOf } from '#core/telemetry/units/choice';
import { MEASURE_IDS, MEASURES, UNIT_SYSTEM_IDS, UNITS, type UnitSystem } from '#core/telemetry/units/table';
import { text } from '#core/texts/text';
import { chooseUnits, useUnits } from '../../shared/units/units-service';
import { DialogButtons } from '../../ui/DialogFrame';
import { SelectField } from '../../ui/SelectField';
import { useTexts } from '../../ui/use-texts';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useViewer } from '../../viewer/viewer-context';
import { samplesOf } from './samples';
import './units.css';

/** A system of units, and what is to be otherwise; each choice counts at once. */
export function UnitsDialog() {
  const t = useTexts();
  return (
    <PanelDialog panel="units" title={t('units.title')}>
      {(close) => (
        <>
          <Fields />
          <DialogButtons onClose={close} />
        </>
      )}
    </PanelDialog>
  );
}

function Fields() {
  const t = useTexts();
  const viewer = useViewer();
  const units = useUnits();
  const choose = (next: Units) => chooseUnits(viewer, next);
  return (
    <div className="form units">
      <SelectField
        label={t('units.system')}
        value={units.system}
        choices={UNIT_SYSTEM_IDS.map((id) => [id, t(`units.system.${id}`)] as const)}
        onChange={(system) => choose(unitsOf(system as UnitSystem))}
        autoFocus
      />
      <div className="units-measures">
        {MEASURE_IDS.map((measure) => (
          <SelectField
            key={measure}
            label={t(`units.measure.${measure}`)}
            value={units[measure]}
            choices={MEASURES[measure].map((id) => [id, UNITS[id].symbol] as const)}
            onChange={(unit) => choose(withUnitOf(units, measure, unit))}
          />
        ))}
      </div>
      <p className="form-hint" role="status">
        {t(text('units.sample', samplesOf(units)))}
      </p>
      <p className="form-hint">{t('units.about')}</p>
    </div>
  );
}
