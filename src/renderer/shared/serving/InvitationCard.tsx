import { useState } from 'react';
import { Button } from 'react-aria-components';
import { INVITED_ROLES, type Invitation } from '#contracts/serving';
import { QrCode } from '../../ui/QrCode';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';
import { servingState } from './serving-state';

/** Links that let others in: made when asked for, and shown this once. */
export function Invitations() {
  const t = useTexts();
  const viewer = useViewer();
  const invitation = useFeatureState(servingState, (state) => state.invitation);
  return (
    <section className="invitations" aria-label={t('invite.links')}>
      <div className="invitation-kinds">
        <span>{t('invite.make')}</span>
        {INVITED_ROLES.map((role) => (
          <Button className="button" key={role} onPress={() => viewer.send({ type: 'invite', role })}>
            {t(`invite.${role}`)}
          </Button>
        ))}
      </div>
      <div role="status">{invitation && <InvitationCard key={invitation.url} invitation={invitation} />}</div>
    </section>
  );
}

/** A link, as a code for a phone and in letters. */
export function InvitationCard({ invitation: { role, url } }: { readonly invitation: Invitation }) {
  const t = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      // The link can be selected by hand.
      () => undefined,
    );
  };
  return (
    <div className="invitation">
      <QrCode text={url} label={t('invite.code', { about: t(`invite.${role}.about`) })} />
      <div>
        <p>{t(`invite.${role}.about`)}</p>
        <p className="invitation-url">{url}</p>
        {/* A page without a secure origin has no clipboard. */}
        {'clipboard' in navigator && (
          <Button className="button" onPress={copy}>
            {copied ? t('invite.copied') : t('invite.copy')}
          </Button>
        )}
      </div>
    </div>
  );
}
