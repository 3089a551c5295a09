import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Invitation, InvitedRole } from '#contracts/serving';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { QrCode } from './QrCode';

const MAKE: readonly (readonly [role: InvitedRole, label: string])[] = [
  ['viewer', 'To watch'],
  ['publisher', 'A phone as a camera'],
  ['admin', 'To change things'],
];
const WHAT: Readonly<Record<InvitedRole, string>> = {
  viewer: 'Whoever opens this link watches.',
  publisher: 'A phone that opens this link becomes a camera.',
  admin: 'Whoever opens this link may add and remove streams.',
};

/** Links that let others in: made when asked for, and shown this once. */
export function Invitations() {
  const { viewer } = useViewer();
  const invitation = useViewerState((state) => state.invitation);
  return (
    <section className="invitations" aria-label="Links for others">
      <div className="invitation-kinds">
        <span>A link for others:</span>
        {MAKE.map(([role, label]) => (
          <Button className="button" key={role} onPress={() => viewer.station.invite(role)}>
            {label}
          </Button>
        ))}
      </div>
      <div role="status">{invitation && <InvitationCard key={invitation.url} invitation={invitation} />}</div>
    </section>
  );
}

/** A link, as a code for a phone and in letters. */
export function InvitationCard({ invitation: { role, url } }: { readonly invitation: Invitation }) {
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
      <QrCode text={url} label={`QR code of the link. ${WHAT[role]}`} />
      <div>
        <p>{WHAT[role]}</p>
        <p className="invitation-url">{url}</p>
        {/* A page without a secure origin has no clipboard. */}
        {'clipboard' in navigator && (
          <Button className="button" onPress={copy}>
            {copied ? 'Copied' : 'Copy the link'}
          </Button>
        )}
      </div>
    </div>
  );
}
