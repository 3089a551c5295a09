import { useEffect, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { FleetState } from '#contracts/vehicles';
import { DialogButtons, PanelDialog } from '../ui/DialogFrame';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { matching } from './describe-vehicle';
import { VehicleItem } from './VehicleItem';

/** From so many on a list is easier to search than to read. */
const MANY = 6;

/** The vehicles whose dash cams have dialled in: who is there, where, and their cameras. */
export function VehiclesDialog() {
  return (
    <PanelDialog panel="vehicles" title="Dash cams" className="vehicles-modal">
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
  const { viewer } = useViewer();
  const isLinked = useViewerState((state) => state.link === 'open');
  const fleet = useViewerState((state) => state.fleet);
  useEffect(() => {
    if (!isLinked) return;
    viewer.station.fleet({ ask: 'watch', on: true });
    return () => viewer.station.fleet({ ask: 'watch', on: false });
  }, [viewer, isLinked]);
  if (!fleet) return <p className="dialog-text">Asking the station…</p>;
  if (!fleet.isOpen) {
    return (
      <p className="dialog-text">
        This station lets no dash cams in. Start it with --jt, and name yours with --jt-terminal.
      </p>
    );
  }
  if (fleet.total === 0) {
    return (
      <p className="dialog-text">No dash cam has come yet. Set your cameras to this machine’s address and port.</p>
    );
  }
  return <VehicleList fleet={fleet} />;
}

function VehicleList({ fleet }: { readonly fleet: FleetState }) {
  const [letters, setLetters] = useState('');
  const shown = matching(fleet.vehicles, letters);
  const online = fleet.vehicles.filter((vehicle) => vehicle.online).length;
  const hidden = fleet.total - fleet.vehicles.length;
  return (
    <>
      <p className="form-hint">
        {fleet.total} known, {online} connected{hidden > 0 && `; ${hidden} more are not listed`}
      </p>
      {fleet.vehicles.length >= MANY && (
        <TextField className="field" value={letters} onChange={setLetters}>
          <Label>Find by plate or number</Label>
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
