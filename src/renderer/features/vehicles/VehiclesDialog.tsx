import { useEffect, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { FleetState } from '#contracts/vehicles';
import { text } from '#core/texts/text';
import { DialogButtons } from '../../ui/DialogFrame';
import { useTexts } from '../../ui/use-texts';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useFeatureState, useViewer, useViewerState } from '../../viewer/viewer-context';
import { matching } from './describe-vehicle';
import { VehicleItem } from './VehicleItem';
import { vehiclesState } from './vehicles-state';

/** From so many on a list is easier to search than to read. */
const MANY = 6;

/** The vehicles whose dash cams have dialled in: who is there, where, and their cameras. */
export function VehiclesDialog() {
  const t = useTexts();
  return (
    <PanelDialog panel="vehicles" title={t('vehicles.title')} className="vehicles-modal">
      {(close) => (
        <>
          <Content />
          <DialogButtons onClose={close} autoFocus />
        </>
      )}
    </PanelDialog>
  );
}

function Content() {
  const t = useTexts();
  const viewer = useViewer();
  const isLinked = useViewerState((state) => state.link === 'open');
  const fleet = useFeatureState(vehiclesState, (state) => state.fleet);
  useEffect(() => {
    if (!isLinked) return;
    viewer.send({ type: 'fleet', about: { ask: 'watch', on: true } });
    return () => viewer.send({ type: 'fleet', about: { ask: 'watch', on: false } });
  }, [viewer, isLinked]);
  if (!fleet) return <p className="dialog-text">{t('dialog.asking')}</p>;
  if (!fleet.isOpen) {
    return <p className="dialog-text">{t('vehicles.closed')}</p>;
  }
  if (fleet.total === 0) {
    return <p className="dialog-text">{t('vehicles.none')}</p>;
  }
  return <VehicleList fleet={fleet} />;
}

function VehicleList({ fleet }: { readonly fleet: FleetState }) {
  const t = useTexts();
  const [letters, setLetters] = useState('');
  const shown = matching(fleet.vehicles, letters);
  const online = fleet.vehicles.filter((vehicle) => vehicle.online).length;
  const { total, lostDatagrams: lost } = fleet;
  const hidden = total - fleet.vehicles.length;
  const counts =
    hidden > 0 ? text('vehicles.countsHidden', { total, online, hidden }) : text('vehicles.counts', { total, online });
  return (
    <>
      <p className="form-hint">{t(counts)}</p>
      {lost !== undefined && <p className="form-hint">{t('vehicles.lost', { lost })}</p>}
      {fleet.vehicles.length >= MANY && (
        <TextField className="field" value={letters} onChange={setLetters}>
          <Label>{t('vehicles.find')}</Label>
          <Input />
        </TextField>
      )}
      <ul className="vehicles">
        {shown.map((vehicle) => (
          <VehicleItem key={vehicle.sim} vehicle={vehicle} />
        ))}
      </ul>
    </>
  );
}
