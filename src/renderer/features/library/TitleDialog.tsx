import { NameDialog } from '../../ui/NameDialog';
import { useTexts } from '../../ui/use-texts';

interface Props {
  readonly name: string;
  readonly onClose: () => void;
  readonly onRename: (title: string) => void;
}

/** Asks what a recording is to be called. */
export function TitleDialog(props: Props) {
  const t = useTexts();
  return (
    <NameDialog
      {...props}
      title={t('library.renameTitle')}
      maxLength={200}
      validate={(text) => (text.trim() === '' ? t('library.titleWrong') : null)}
      hint={t('library.fileKeepsName')}
    />
  );
}
