import { Button } from 'react-aria-components';
import { InvitationCard } from '../gateway-panel/InvitationCard';
import { QrCode } from '../gateway-panel/QrCode';
import { useViewer, useViewerState } from '../ui/viewer-context';

/** The page “Use this phone”: a link to it, as far as this window can make one. */
export function PhonePageLink() {
  const serving = useViewerState((state) => state.serving);
  return (
    <section className="phone-way" aria-labelledby="phone-page">
      <h3 id="phone-page">With nothing installed: the page “Use this phone”</h3>
      {serving ? <OwnWindow isServing={serving.state === 'on'} /> : <Elsewhere />}
    </section>
  );
}

/** The window of the station’s own person, who may let others in. */
function OwnWindow({ isServing }: { readonly isServing: boolean }) {
  const { viewer } = useViewer();
  const invitation = useViewerState((state) => state.invitation);
  const isPlain = useViewerState(({ serving }) => serving?.state === 'on' && !serving.wish.tls);
  if (!isServing) {
    return (
      <p className="dialog-text">
        The phone’s browser opens a link of this station.{' '}
        <Button className="link-button" onPress={() => viewer.store.setState({ panel: 'gateway' })}>
          Serve others first…
        </Button>
      </p>
    );
  }
  if (isPlain) {
    return (
      <p className="dialog-text">
        Phones give pages a camera over HTTPS alone.{' '}
        <Button className="link-button" onPress={() => viewer.store.setState({ panel: 'gateway' })}>
          Serve others with HTTPS…
        </Button>
      </p>
    );
  }
  if (invitation?.role === 'publisher') return <InvitationCard invitation={invitation} />;
  return (
    <p className="dialog-text">
      The phone’s browser opens a link that you make for it.{' '}
      <Button className="link-button" onPress={() => viewer.station.invite('publisher')}>
        Make a link
      </Button>
    </p>
  );
}

/** A station that somebody else runs: its page stands beside this one, and tokens are made where it runs. */
function Elsewhere() {
  const url = new URL('/phone/', window.location.href);
  if (url.protocol !== 'https:') {
    return (
      <p className="dialog-text">
        Phones give pages a camera over HTTPS alone: start the station with <code>--tls</code>. Then open{' '}
        <strong>/phone/</strong> behind its address on the phone.
      </p>
    );
  }
  return (
    <div className="invitation">
      <QrCode text={url.href} label={`QR code of ${url.href}, the page that makes a phone a camera.`} />
      <div>
        <p>
          A phone that opens this page becomes a camera. It is asked for a token;{' '}
          <code>groundglass token new publisher</code> makes a link that has one.
        </p>
        <p className="invitation-url">{url.href}</p>
      </div>
    </div>
  );
}
