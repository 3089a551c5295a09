import { useEffect } from 'react';
import type { Vehicle } from '#contracts/vehicles';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';
import { clockTime, vehicleName } from './describe-vehicle';
import { vehiclesState } from './vehicles-state';

/** The last picture that a vehicle sent as a file, and the next one when it comes. */
export function LastPicture({ vehicle }: { readonly vehicle: Vehicle }) {
  const t = useTexts();
  const viewer = useViewer();
  const { sim, lastPicture } = vehicle;
  const file = lastPicture?.id;
  const answer = useFeatureState(vehiclesState, ({ picture }) =>
    picture?.sim === sim && picture.file === file ? picture : undefined,
  );
  useEffect(() => {
    if (file !== undefined) viewer.send({ type: 'fleet', about: { ask: 'picture', sim, file } });
  }, [viewer, sim, file]);
  if (!lastPicture) return null;
  const time = clockTime(lastPicture.takenMs);
  return (
    <figure className="vehicle-picture">
      {answer?.jpeg !== undefined && (
        <img
          src={`data:image/jpeg;base64,${answer.jpeg}`}
          alt={t('vehicles.pictureOf', { name: vehicleName(vehicle), time })}
        />
      )}
      <figcaption>
        {answer && answer.jpeg === undefined
          ? t('vehicles.pictureNotShown')
          : lastPicture.channel === undefined
            ? t('vehicles.pictureAt', { time })
            : t('vehicles.pictureOfCamera', { time, channel: lastPicture.channel })}
      </figcaption>
    </figure>
  );
}
