import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Vehicle } from '#contracts/vehicles';
import { useViewer } from '../ui/viewer-context';
import { enlarge } from '../wall/wall-actions';
import { factsOf, presenceOf, vehicleName } from './describe-vehicle';
import { PlaybackControls } from './PlaybackControls';
import { Recordings } from './Recordings';

/** One vehicle of the list: what is known of it, its cameras, and what these recorded. */
export function VehicleItem({ vehicle }: { readonly vehicle: Vehicle }) {
  const { viewer } = useViewer();
  const [asks, setAsks] = useState(false);
  const name = vehicleName(vehicle);
  const show = (stream: string) => {
    enlarge(viewer, stream);
    viewer.store.setState({ panel: 'none' });
  };
  return (
    <li className="vehicle" data-online={vehicle.online}>
      <h3>
        {name} <span className="vehicle-presence">{presenceOf(vehicle)}</span>
      </h3>
      {vehicle.plate !== '' && <p className="form-hint">{vehicle.sim}</p>}
      <dl className="vehicle-facts">
        {factsOf(vehicle).map(([label, value]) => (
          <div key={label} {...(label === 'Alarms' && vehicle.alarms.length > 0 && { 'data-alarm': true })}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="vehicle-buttons">
        {vehicle.channels.map(({ channel, stream, streaming }) => (
          <Button
            key={channel}
            className="button"
            aria-label={`Show camera ${channel} of ${name}`}
            onPress={() => show(stream)}
          >
            Camera {channel}
            {streaming && <span className="vehicle-live"> live</span>}
          </Button>
        ))}
        {vehicle.online && vehicle.channels.length > 0 && (
          <Button
            className="button"
            aria-expanded={asks}
            aria-label={`Recordings of ${name}`}
            onPress={() => setAsks(!asks)}
          >
            Recordings
          </Button>
        )}
      </div>
      {vehicle.channels.map(
        ({ channel, playback }) =>
          playback !== undefined && (
            <PlaybackControls key={channel} sim={vehicle.sim} channel={channel} onShow={() => show(playback)} />
          ),
      )}
      {asks && <Recordings vehicle={vehicle} />}
    </li>
  );
}
