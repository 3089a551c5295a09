import { useRef } from 'react';
import type { Size } from '#core/instruments/shared/rect';
import type { Geometry } from '#core/settings/geometry';
import { showsWall } from '../streams/wall-state';
import { useBox } from '../ui/use-box';
import { PanelHost } from '../viewer/PanelHost';
import { Slot } from '../viewer/Slot';
import { useViewerState } from '../viewer/viewer-context';
import { clearanceOf } from './clearance';
import { Messages } from './Messages';
import { Stage } from './Stage';
import { Toolbar } from './Toolbar';
import { useActionKeys } from './use-action-keys';
import { useWallKeys } from './wall/use-wall-keys';
import { Wall } from './wall/Wall';

/** A wall of this width has room for icons alone beside its chooser of layouts, which begins at its left. */
const NARROW_PX = 640;
const BESIDE_LAYOUTS_PX = 245;

/** The viewer's page. `place` is where the picture stands on the screen in a page that cannot be placed itself. */
export function App({ place }: { readonly place: Geometry | undefined }) {
  const element = useRef<HTMLElement>(null);
  const box = useBox(element);
  useActionKeys();
  return (
    <main ref={element} className="viewer" {...(place && { style: onScreen(place) })}>
      <h1 className="visually-hidden">Groundglass</h1>
      {box && box.width > 0 && <Parts box={box} />}
      <PanelHost />
      <Slot name="badge" />
    </main>
  );
}

function Parts({ box }: { readonly box: Size }) {
  const isWall = useViewerState(({ wall }) => showsWall(wall));
  useWallKeys();
  if (isWall) return <WallParts box={box} />;
  return <PictureParts box={box} />;
}

function PictureParts({ box }: { readonly box: Size }) {
  const cover = useViewerState(({ overlay, stream, statisticsOpen }) => ({
    overlay: overlay && stream !== undefined,
    statisticsOpen,
  }));
  const { messages, statistics, toolbarX, isTight } = clearanceOf(box, cover);
  return (
    <>
      <Stage box={box} />
      <Slot name="figures" place={statistics} />
      <Toolbar x={toolbarX} isTight={isTight} />
      <Slot name="bottom" />
      <Messages place={messages} isTight={isTight} />
    </>
  );
}

function WallParts({ box }: { readonly box: Size }) {
  const statisticsOpen = useViewerState((state) => state.statisticsOpen);
  const { messages, statistics, isTight } = clearanceOf(box, { overlay: false, statisticsOpen });
  const { x: left, y: top, width, height } = messages;
  return (
    <>
      <Wall box={box} />
      <Slot name="figures" place={statistics} />
      <Toolbar x={Math.max(box.width / 2, BESIDE_LAYOUTS_PX)} isTight={isTight || box.width < NARROW_PX} />
      <Slot name="bottom" />
      <div className="messages" style={{ left, top, width, height }}>
        <Slot name="wallMessage" />
      </div>
    </>
  );
}

/** A place on the screen as one in this page. Kiosk windows have no frame, so their page begins where they do. */
function onScreen({ width, height, x = 0, y = 0 }: Geometry) {
  return { left: x - window.screenX, top: y - window.screenY, width, height };
}
