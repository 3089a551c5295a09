import { Button } from 'react-aria-components';
import { isStreamName } from '#core/settings/source-url';
import { DialogButtons, DialogFrame } from './DialogFrame';
import { NameDialog } from './NameDialog';
import { useTexts } from './use-texts';

interface Props {
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks what a stream is to be called. */
export function RenameDialog(props: Props & { readonly onRename: (name: string) => void }) {
  const t = useTexts();
  return (
    <NameDialog
      {...props}
      title={t('dialog.renameOf', { name: props.name })}
      validate={(text) => (isStreamName(text) ? null : t('dialog.nameWrong'))}
    />
  );
}

/** Asks once more: the station lets go of the stream for every viewer. */
export function RemoveDialog({ name, onClose, onRemove }: Props & { readonly onRemove: () => void }) {
  const t = useTexts();
  const remove = () => {
    onRemove();
    onClose();
  };
  return (
    <DialogFrame title={t('dialog.removeAsk', { name })} onClose={onClose}>
      <p className="dialog-text">{t('dialog.removeAsk.about')}</p>
      <DialogButtons onClose={onClose} close="cancel">
        <Button className="button button-primary" autoFocus onPress={remove}>
          {t('dialog.remove')}
        </Button>
      </DialogButtons>
    </DialogFrame>
  );
}
