import { type Text, verbatim } from '#core/texts/text';
import { DialogButtons } from '../../ui/DialogFrame';
import { useTexts } from '../../ui/use-texts';
import { actionLabel } from '../../viewer/actions';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useViewer, useViewerState } from '../../viewer/viewer-context';

/** The card of all keys: those of the actions, and those that features bring where they mean something. */
export function KeysCard() {
  const t = useTexts();
  const viewer = useViewer();
  const help = useViewerState((state) =>
    viewer.features.flatMap(({ keys }) => (keys?.isUsed(state) ? [...keys.help] : [])),
  );
  return (
    <PanelDialog panel="keys" title={t('keys.title')} className="modal-keys">
      {(close) => (
        <>
          <dl className="keys">
            {Object.entries(viewer.actions).map(([id, { key }]) => (
              <Line key={id} keys={verbatim(key)} label={actionLabel(viewer, id)} />
            ))}
            {help.map(({ keys, label }) => (
              <Line key={t(keys)} keys={keys} label={label} />
            ))}
          </dl>
          <DialogButtons onClose={close} autoFocus />
        </>
      )}
    </PanelDialog>
  );
}

function Line({ keys, label }: { readonly keys: Text; readonly label: Text }) {
  const t = useTexts();
  return (
    <div>
      <dt>
        <kbd>{t(keys)}</kbd>
      </dt>
      <dd>{t(label)}</dd>
    </div>
  );
}
