import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { useStore } from 'zustand';
import type { FoundPlace, PortAnswer } from '#contracts/found';
import { formatEndpoint } from '#core/settings/endpoint';
import { useTexts } from '../../ui/use-texts';
import { useService, useViewer } from '../../viewer/viewer-context';
import { firstWindowState } from './first-window-state';

/** Hosts and stations on the network, each with what its ports say. They are looked for while it is shown. */
export function FoundList({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const viewer = useViewer();
  const places = useStore(useService(firstWindowState), (state) => state.places);
  useEffect(() => {
    viewer.send({ type: 'look', on: true });
    return () => viewer.send({ type: 'look', on: false });
  }, [viewer]);
  const count = places?.length ?? 0;
  return (
    <section className="connect-part" aria-labelledby="connect-found">
      <h3 id="connect-found">{t('connect.found')}</h3>
      {/* Told when there is one more or one less, not whenever a port answers. */}
      <p className={count === 0 ? 'form-hint' : 'visually-hidden'} role="status">
        {count === 0 ? t('connect.foundNone') : t('connect.foundCount', { count })}
      </p>
      {count > 0 && (
        <ul className="found-list">
          {places?.map((place) => (
            <li key={place.id}>
              <Place place={place} onClose={onClose} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Place({ place, onClose }: { readonly place: FoundPlace; readonly onClose: () => void }) {
  const t = useTexts();
  const viewer = useViewer();
  const { name, vehicle, version, address } = place;
  const about = (
    <>
      <strong>{name}</strong>
      <span className="found-where">
        {[vehicle ? address : stationUrl(place), version].filter((part) => part !== '').join(' · ')}
      </span>
      <span className="found-ports">
        <Port label={t('connect.port.video')} checked={place.video} />
        <Port label={t('connect.port.telemetry')} checked={place.telemetry} />
        <Port label={t('connect.port.station')} checked={place.gateway} />
        {place.needsToken && <span className="found-port">{t('connect.needsToken')}</span>}
      </span>
    </>
  );
  // Another station is opened in a browser: it is no vehicle.
  if (!vehicle) return <div className="found-place">{about}</div>;
  return (
    <Button
      className="button found-place"
      onPress={() => {
        viewer.connect({ ...vehicle, name });
        onClose();
      }}
    >
      {about}
    </Button>
  );
}

const MARKS: Readonly<Record<PortAnswer, string>> = { asking: '…', closed: '✗', other: '?', token: '✓', answers: '✓' };

function Port({ label, checked }: { readonly label: string; readonly checked: FoundPlace['video'] | undefined }) {
  const t = useTexts();
  if (!checked) return null;
  const { port, answer } = checked;
  return (
    <span className="found-port" data-answer={answer} title={t(`connect.answer.${answer}`)}>
      <span aria-hidden="true">{MARKS[answer]}</span> {label} {port}
      <span className="visually-hidden"> {t(`connect.answer.${answer}`)}</span>
    </span>
  );
}

function stationUrl({ address, gateway, isSecure }: FoundPlace): string {
  return gateway ? `${isSecure ? 'https' : 'http'}://${formatEndpoint({ address, port: gateway.port })}/` : address;
}
