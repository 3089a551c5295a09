import { Button } from 'react-aria-components';
import { InvitationCard } from '../../shared/serving/InvitationCard';
import { servingState } from '../../shared/serving/serving-state';
import { QrCode } from '../../ui/QrCode';
import { Rich } from '../../ui/Rich';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';

const PHONE_PATH = '/phone/';

/** The page “Use this phone”: a link to it, as far as this window can make one. */
export function PhonePageLink() {
  const t = useTexts();
  const serving = useFeatureState(servingState, (state) => state.serving);
  return (
    <section className="phone-way" aria-labelledby="phone-page">
      <h3 id="phone-page">{t('phonePage.title')}</h3>
      {serving ? <OwnWindow isServing={serving.state === 'on'} /> : <Elsewhere />}
    </section>
  );
}

/** The window of the station’s own person, who may let others in. */
function OwnWindow({ isServing }: { readonly isServing: boolean }) {
  const t = useTexts();
  const viewer = useViewer();
  const invitation = useFeatureState(servingState, (state) => state.invitation);
  const isPlain = useFeatureState(servingState, ({ serving }) => serving?.state === 'on' && !serving.settings.tls);
  if (!isServing) {
    return (
      <p className="dialog-text">
        {t('phonePage.byStation')}{' '}
        <Button className="link-button" onPress={() => viewer.openPanel('gateway')}>
          {t('phonePage.serve')}
        </Button>
      </p>
    );
  }
  if (isPlain) {
    return (
      <p className="dialog-text">
        {t('phonePage.httpsOnly')}{' '}
        <Button className="link-button" onPress={() => viewer.openPanel('gateway')}>
          {t('phonePage.serveHttps')}
        </Button>
      </p>
    );
  }
  if (invitation?.role === 'publisher') return <InvitationCard invitation={invitation} />;
  return (
    <p className="dialog-text">
      {t('phonePage.byYou')}{' '}
      <Button className="link-button" onPress={() => viewer.send({ type: 'invite', role: 'publisher' })}>
        {t('phonePage.make')}
      </Button>
    </p>
  );
}

/** A station that somebody else runs: its page stands beside this one, and tokens are made where it runs. */
function Elsewhere() {
  const t = useTexts();
  const url = new URL(PHONE_PATH, window.location.href);
  if (url.protocol !== 'https:') {
    return (
      <p className="dialog-text">
        <Rich id="phonePage.start" parts={{ flag: <code>--tls</code>, path: <strong>{PHONE_PATH}</strong> }} />
      </p>
    );
  }
  return (
    <div className="invitation">
      <QrCode text={url.href} label={t('phonePage.code', { link: url.href })} />
      <div>
        <p>
          <Rich id="phonePage.token" parts={{ command: <code>groundglass token new publisher</code> }} />
        </p>
        <p className="invitation-url">{url.href}</p>
      </div>
    </div>
  );
}
