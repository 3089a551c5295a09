import type { ValueGroup, ValueRow } from '#core/telemetry/values-list';
import { valueGroups } from '#core/telemetry/values-list';
import { text } from '#core/texts/text';
import { useUnits } from '../../shared/units/units-service';
import { DialogButtons } from '../../ui/DialogFrame';
import { useTexts } from '../../ui/use-texts';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useViewerState } from '../../viewer/viewer-context';
import './values.css';

/** All values of the vehicle that is watched, as they come. */
export function ValuesDialog() {
  const t = useTexts();
  return (
    <PanelDialog panel="values" title={t('values.title')} className="modal-keys">
      {(close) => (
        <>
          <Values />
          <DialogButtons onClose={close} autoFocus />
        </>
      )}
    </PanelDialog>
  );
}

function Values() {
  const t = useTexts();
  const telemetry = useViewerState((state) => state.telemetry);
  const groups = valueGroups(telemetry ?? {}, useUnits());
  if (groups.length === 0) return <p className="dialog-text">{t('values.none')}</p>;
  return (
    <div className="values">
      {groups.map((group) => (
        <Group key={t(group.label)} {...group} />
      ))}
    </div>
  );
}

function Group({ label, rows }: ValueGroup) {
  const t = useTexts();
  return (
    <section aria-label={t(label)}>
      <h3>{t(label)}</h3>
      <dl>
        {rows.map((row) => (
          <Row key={t(row.label)} {...row} />
        ))}
      </dl>
    </section>
  );
}

function Row({ label, value, level }: ValueRow) {
  const t = useTexts();
  // Said in words as well: colour alone tells nothing.
  const shown = level === 'normal' ? value : text(`values.level.${level}`, { value });
  return (
    <div data-level={level}>
      <dt>{t(label)}</dt>
      <dd>{t(shown)}</dd>
    </div>
  );
}
