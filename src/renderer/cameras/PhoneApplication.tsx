import { useState } from 'react';
import type { PhonesState } from '#contracts/phones';
import { deepLink } from '#core/protocols/remote-camera/deep-link';
import { formatEndpoint } from '#core/settings/endpoint';
import { QrCode } from '../gateway-panel/QrCode';
import { SelectField } from '../share/SelectField';
import { useViewerState } from '../ui/viewer-context';

/** How a phone with the remote-camera application finds this station, and whether one has. */
export function PhoneApplication() {
  const phones = useViewerState((state) => state.phones);
  return (
    <section className="phone-way" aria-labelledby="phone-application">
      <h3 id="phone-application">With the remote-camera application</h3>
      {phones ? (
        <Door phones={phones} />
      ) : (
        <p className="dialog-text">
          No phone can come yet. Start the station with <code>--remote-camera-port 5757</code> to let them.
        </p>
      )}
    </section>
  );
}

function Door({ phones }: { readonly phones: PhonesState }) {
  const { hosts, port, service, connected } = phones;
  const [chosen, setChosen] = useState(hosts[0] ?? '');
  const host = hosts.includes(chosen) ? chosen : (hosts[0] ?? '');
  const link = deepLink(host, port);
  const endpoint = formatEndpoint({ address: host, port });
  return (
    <>
      <div className="invitation">
        <QrCode text={link} label={`QR code of ${link}: has the phone’s application connect to ${endpoint}.`} />
        <div>
          <ol className="phone-steps">
            <li>Join the phone to a network that reaches this machine.</li>
            <li>
              Read the code with its camera, or open the application
              {service === undefined ? '' : ` and choose “${service}”`}, or type <strong>{endpoint}</strong> there.
            </li>
            {phones.asks && (
              <li>
                Allow it, when this window asks{phones.hasCode ? '; one that gives the code is let in at once' : ''}.
              </li>
            )}
          </ol>
          <p className="invitation-url">{link}</p>
        </div>
      </div>
      {hosts.length > 1 && (
        <SelectField
          label="Address of this machine"
          value={host}
          choices={hosts.map((one) => [one, one])}
          onChange={setChosen}
        />
      )}
      <p role="status">{stateOf(connected)}</p>
    </>
  );
}

function stateOf(connected: number): string {
  if (connected === 0) return 'Waiting for a phone…';
  return connected === 1 ? 'One phone is connected.' : `${connected} phones are connected.`;
}
