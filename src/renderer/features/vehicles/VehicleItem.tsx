import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Vehicle } from '#contracts/vehicles';
import { useUnits } from '../../shared/units/units-service';
import { useTexts } from '../../ui/use-texts';
import { useViewer } from '../../viewer/viewer-context';
import { enlarge } from '../../viewer/wall-actions';
import { factsOf, presenceOf, vehicleName } from './describe-vehicle';
import { LastPicture } from './LastPicture';
import { PlaybackControls } from './PlaybackControls';
import { Recordings } from './Recordings';

/** One vehicle of the list: what is known of it, its cameras, and what these recorded. */
export function VehicleItem({ vehicle }: { readonly vehicle: Vehicle }) {
  const t = useTexts();
  const viewer = useViewer();
  const units = useUnits();
  const [asks, setAsks] = useState(false);
  const [showsPicture, setShowsPicture] = useState(false);
  const name = vehicleName(vehicle);
  const show = (stream: string) => {
    enlarge(viewer, stream);
    viewer.openPanel('none');
  };
  return (
    <li className="vehicle" data-online={vehicle.online}>
      <h3>
        {name} <span className="vehicle-presence">{t(presenceOf(vehicle))}</span>
      </h3>
      {vehicle.plate !== '' && <p className="form-hint">{vehicle.sim}</p>}
      <dl className="vehicle-facts">
        {factsOf(vehicle, units).map(([label, values]) => (
          <div key={label} {...(label === 'vehicles.alarms' && vehicle.alarms.length > 0 && { 'data-alarm': true })}>
            <dt>{t(label)}</dt>
            <dd>{values.map((value) => t(value)).join(', ')}</dd>
          </div>
        ))}
      </dl>
      <div className="vehicle-buttons">
        {vehicle.channels.map(({ channel, stream, streaming }) => (
          <Button
            key={channel}
            className="button"
            aria-label={t('vehicles.showCamera', { channel, name })}
            onPress={() => show(stream)}
          >
            {t('vehicles.cameraOf', { channel })}
            {streaming && <span className="vehicle-live"> {t('vehicles.liveCamera')}</span>}
          </Button>
        ))}
        {vehicle.online && vehicle.channels.length > 0 && (
          <Button
            className="button"
            aria-expanded={asks}
            aria-label={t('vehicles.recordingsOf', { name })}
            onPress={() => setAsks(!asks)}
          >
            {t('vehicles.recordings')}
          </Button>
        )}
        {vehicle.lastPicture && (
          <Button
            className="button"
            aria-expanded={showsPicture}
            aria-label={t('vehicles.lastPictureOf', { name })}
            onPress={() => setShowsPicture(!showsPicture)}
          >
            {t('vehicles.lastPicture')}
          </Button>
        )}
      </div>
      {vehicle.channels.map(
        ({ channel, playback }) =>
          playback !== undefined && (
            <PlaybackControls key={channel} sim={vehicle.sim} channel={channel} onShow={() => show(playback)} />
          ),
      )}
      {showsPicture && <LastPicture vehicle={vehicle} />}
      {asks && <Recordings vehicle={vehicle} />}
    </li>
  );
}
