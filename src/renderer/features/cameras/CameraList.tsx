import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { StreamInfo } from '#contracts/link';
import { type Text, text, verbatim } from '#core/texts/text';
import { ColoursDialog } from '../../ui/ColoursDialog';
import { RemoveDialog, RenameDialog } from '../../ui/StreamDialogs';
import { useTexts } from '../../ui/use-texts';
import { useViewer, useViewerState } from '../../viewer/viewer-context';

/** All streams of the station. Those that it fetches itself can be called something else, and let go of. */
export function CameraList() {
  const t = useTexts();
  const viewer = useViewer();
  const streams = useViewerState((state) => state.streams);
  const [asked, setAsked] = useState<{ readonly what: 'colours' | 'rename' | 'remove'; readonly stream: StreamInfo }>();
  const close = () => setAsked(undefined);
  if (streams.length === 0) return <p className="dialog-text">{t('cameras.none')}</p>;
  return (
    <>
      <ul className="camera-list">
        {streams.map((stream) => (
          <li key={stream.id}>
            <div>
              <strong>{stream.name}</strong>
              <span>{t(whereOf(stream))}</span>
            </div>
            {stream.kind !== 'jpeg' && (
              <Button
                className="button"
                aria-label={t('colours.of', { name: stream.name })}
                onPress={() => setAsked({ what: 'colours', stream })}
              >
                {t('colours.open')}
              </Button>
            )}
            {stream.source !== undefined && (
              <>
                <Button
                  className="button"
                  aria-label={t('dialog.renameOf', { name: stream.name })}
                  onPress={() => setAsked({ what: 'rename', stream })}
                >
                  {t('dialog.rename…')}
                </Button>
                <Button
                  className="button"
                  aria-label={t('dialog.removeOf', { name: stream.name })}
                  onPress={() => setAsked({ what: 'remove', stream })}
                >
                  {t('dialog.remove…')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      {asked?.what === 'colours' && (
        <ColoursDialog
          name={asked.stream.name}
          colours={asked.stream.colours ?? {}}
          onClose={close}
          onCorrect={(colours) => viewer.send({ type: 'colours', stream: asked.stream.id, colours })}
        />
      )}
      {asked?.what === 'rename' && (
        <RenameDialog
          name={asked.stream.name}
          onClose={close}
          onRename={(name) => viewer.send({ type: 'rename', stream: asked.stream.id, name })}
        />
      )}
      {asked?.what === 'remove' && (
        <RemoveDialog
          name={asked.stream.name}
          onClose={close}
          onRemove={() => viewer.send({ type: 'remove', stream: asked.stream.id })}
        />
      )}
    </>
  );
}

/** Where its pictures come from, for people. */
function whereOf({ source, kind, video }: StreamInfo): Text {
  if (source !== undefined) return verbatim(source.replace(/[?&](name|lazy|matrix|range)=[^&]*/g, ''));
  return kind === 'push' ? text('cameras.broughtBy', { where: video }) : verbatim(video);
}
