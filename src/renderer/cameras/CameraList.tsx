import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { StreamInfo } from '#contracts/link';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { RemoveDialog, RenameDialog } from '../wall/TileDialogs';

/** All streams of the station. Those that it fetches itself can be called something else, and let go of. */
export function CameraList() {
  const { viewer } = useViewer();
  const streams = useViewerState((state) => state.streams);
  const [asked, setAsked] = useState<{ readonly what: 'rename' | 'remove'; readonly stream: StreamInfo }>();
  const close = () => setAsked(undefined);
  if (streams.length === 0) return <p className="dialog-text">There is none yet.</p>;
  return (
    <>
      <ul className="camera-list">
        {streams.map((stream) => (
          <li key={stream.id}>
            <div>
              <strong>{stream.name}</strong>
              <span>{whereOf(stream)}</span>
            </div>
            {stream.source !== undefined && (
              <>
                <Button
                  className="button"
                  aria-label={`Rename ${stream.name}`}
                  onPress={() => setAsked({ what: 'rename', stream })}
                >
                  Rename…
                </Button>
                <Button
                  className="button"
                  aria-label={`Remove ${stream.name}`}
                  onPress={() => setAsked({ what: 'remove', stream })}
                >
                  Remove…
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      {asked?.what === 'rename' && (
        <RenameDialog
          name={asked.stream.name}
          onClose={close}
          onRename={(name) => viewer.station.rename(asked.stream.id, name)}
        />
      )}
      {asked?.what === 'remove' && (
        <RemoveDialog
          name={asked.stream.name}
          onClose={close}
          onRemove={() => viewer.station.remove(asked.stream.id)}
        />
      )}
    </>
  );
}

/** Where its pictures come from, for people. */
function whereOf({ source, kind, video }: StreamInfo): string {
  if (source !== undefined) return source.replace(/[?&](name|lazy)=[^&]*/g, '');
  return kind === 'push' ? `brought by ${video}` : video;
}
