import { useState } from 'react';
import type { PhonesState } from '#contracts/phones';
import { deepLink } from '#core/protocols/remote-camera/deep-link';
import { formatEndpoint } from '#core/settings/endpoint';
import { QrCode } from '../../ui/QrCode';
import { Rich } from '../../ui/Rich';
import { SelectField } from '../../ui/SelectField';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState } from '../../viewer/viewer-context';
import { phonesState } from './phones-state';

/** How a phone with the remote-camera application finds this station, and whether one has. */
export function PhoneApplication() {
  const t = useTexts();
  const phones = useFeatureState(phonesState, (state) => state.phones);
  return (
    <section className="phone-way" aria-labelledby="phone-application">
      <h3 id="phone-application">{t('phoneApp.title')}</h3>
      {phones ? (
        <PhoneEndpoint phones={phones} />
      ) : (
        <p className="dialog-text">
          <Rich id="phoneApp.closed" parts={{ flag: <code>--remote-camera-port 5757</code> }} />
        </p>
      )}
    </section>
  );
}

function PhoneEndpoint({ phones }: { readonly phones: PhonesState }) {
  const t = useTexts();
  const { hosts, port, service, connected } = phones;
  const [chosen, setChosen] = useState(hosts[0] ?? '');
  const host = hosts.includes(chosen) ? chosen : (hosts[0] ?? '');
  const link = deepLink(host, port);
  const endpoint = formatEndpoint({ address: host, port });
  return (
    <>
      <div className="invitation">
        <QrCode text={link} label={t('phoneApp.code', { link, endpoint })} />
        <div>
          <ol className="phone-steps">
            <li>{t('phoneApp.join')}</li>
            <li>
              {service === undefined ? (
                <Rich id="phoneApp.type" parts={{ endpoint: <strong>{endpoint}</strong> }} />
              ) : (
                <Rich id="phoneApp.choose" parts={{ service, endpoint: <strong>{endpoint}</strong> }} />
              )}
            </li>
            {phones.asks && <li>{t(phones.hasCode ? 'phoneApp.allowOrCode' : 'phoneApp.allow')}</li>}
          </ol>
          <p className="invitation-url">{link}</p>
        </div>
      </div>
      {hosts.length > 1 && (
        <SelectField
          label={t('phoneApp.address')}
          value={host}
          choices={hosts.map((one) => [one, one])}
          onChange={setChosen}
        />
      )}
      <p role="status">{t('phoneApp.connected', { connected })}</p>
    </>
  );
}
