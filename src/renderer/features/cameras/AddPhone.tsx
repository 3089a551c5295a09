import { DialogButtons } from '../../ui/DialogFrame';
import { PhoneApplication } from './PhoneApplication';
import { PhonePageLink } from './PhonePageLink';

/** The two ways in which a phone becomes a camera: by a page, and by the remote-camera application. */
export function AddPhone({ onCancel }: { readonly onCancel: () => void }) {
  return (
    <>
      <PhonePageLink />
      <PhoneApplication />
      <DialogButtons onClose={onCancel} />
    </>
  );
}
