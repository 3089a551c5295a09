import { Button } from 'react-aria-components';
import { useStore } from 'zustand';
import type { RecentVehicle } from '#contracts/recent';
import { formatEndpoint } from '#core/settings/endpoint';
import { useTexts } from '../../ui/use-texts';
import { useService, useViewer } from '../../viewer/viewer-context';
import { firstWindowState } from './first-window-state';

/** The vehicles that were shown last, and whether the next start shows the last one. */
export function RecentList({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const viewer = useViewer();
  const recent = useStore(useService(firstWindowState), (state) => state.recent);
  if (!recent || recent.vehicles.length === 0) return null;
  return (
    <section className="connect-part" aria-labelledby="connect-recent">
      <h3 id="connect-recent">{t('connect.recent')}</h3>
      <ul className="recent-list">
        {recent.vehicles.map((one) => (
          <RecentCard key={keyOf(one)} recent={one} onClose={onClose} />
        ))}
      </ul>
      <label className="check">
        <input
          type="checkbox"
          checked={recent.start === 'last'}
          onChange={({ target }) => viewer.send({ type: 'start-with', start: target.checked ? 'last' : 'nothing' })}
        />
        <span>{t('connect.startWithLast')}</span>
      </label>
    </section>
  );
}

function RecentCard({ recent, onClose }: { readonly recent: RecentVehicle; readonly onClose: () => void }) {
  const t = useTexts();
  const viewer = useViewer();
  const { vehicle, picture, atMs } = recent;
  const { host, videoPort, telemetryPort, name = host } = vehicle;
  const when = new Date(atMs).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li>
      <Button
        className="button recent-card"
        onPress={() => {
          viewer.connect(vehicle);
          onClose();
        }}
      >
        {picture === undefined ? (
          <span className="recent-picture" />
        ) : (
          <img className="recent-picture" src={`data:image/jpeg;base64,${picture}`} alt="" />
        )}
        <strong>{name}</strong>
        {name !== host && <span>{formatEndpoint({ address: host, port: videoPort })}</span>}
        <span>{when}</span>
      </Button>
      <Button
        className="button recent-forget"
        aria-label={t('connect.forget', { name })}
        onPress={() => viewer.send({ type: 'forget', vehicle: { host, videoPort, telemetryPort } })}
      >
        ×
      </Button>
    </li>
  );
}

function keyOf({ vehicle: { host, videoPort, telemetryPort } }: RecentVehicle): string {
  return `${host} ${videoPort} ${telemetryPort}`;
}
