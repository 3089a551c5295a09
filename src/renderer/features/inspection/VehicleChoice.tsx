import { Button } from 'react-aria-components';
import { useTexts } from '../../ui/use-texts';
import { useViewer, useViewerState } from '../../viewer/viewer-context';
import { vehicleText } from './vehicle-notes';

/** Whose values are shown of the vehicles on the link, where there is a choice; the station keeps it. */
export function VehicleChoice() {
  const t = useTexts();
  const viewer = useViewer();
  const id = useViewerState(({ stream }) => stream?.id);
  const heard = useViewerState(({ stream }) => stream?.heard);
  if (id === undefined || !heard) return null;
  const { vehicles, shown, by } = heard;
  const isMissing = shown !== undefined && vehicles.every(({ system }) => system !== shown);
  if (vehicles.length < 2 && !isMissing && by !== 'person') return null;
  const choose = (system: number | null) => viewer.send({ type: 'choose-vehicle', stream: id, system });
  const missing = isMissing ? [{ system: shown, kind: '', silent: true }] : [];
  return (
    <section className="vehicle-choice" aria-labelledby="vehicle-choice">
      <h3 id="vehicle-choice">{t('heard.whose')}</h3>
      {by === 'address' && <p className="form-hint">{t('heard.byAddress')}</p>}
      <ul>
        {[...missing, ...vehicles].map((vehicle) => (
          <li key={vehicle.system} aria-current={vehicle.system === shown}>
            <span>
              {t(vehicleText(vehicle))}
              {vehicle.silent && <em> {t('heard.isSilent')}</em>}
            </span>
            {vehicle.system === shown && <strong>{t('heard.isShown')}</strong>}
            {by !== 'address' && (vehicle.system !== shown || by === undefined) && (
              <Button
                className="button"
                aria-label={t(vehicle.system === shown ? 'heard.keepOf' : 'heard.showOf', {
                  vehicle: vehicleText(vehicle),
                })}
                onPress={() => choose(vehicle.system)}
              >
                {t(vehicle.system === shown ? 'heard.keep' : 'heard.show')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {by === 'person' && (
        <Button className="button" onPress={() => choose(null)}>
          {t('heard.forget')}
        </Button>
      )}
    </section>
  );
}
