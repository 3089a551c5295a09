import { useEffect, useRef } from 'react';
import type { Size } from '#core/instruments/shared/rect';
import type { Geometry } from '#core/settings/geometry';
import { actionOfKey } from '../actions';
import { ApprovalRequest } from '../approvals/ApprovalRequest';
import { CamerasDialog } from '../cameras/CamerasDialog';
import { ExportDialog } from '../export/ExportDialog';
import { JobsBadge } from '../export/JobsBadge';
import { JobsDialog } from '../export/JobsDialog';
import { GatewayDialog } from '../gateway-panel/GatewayDialog';
import { LibraryDialog } from '../library/LibraryDialog';
import { ShareBadge } from '../share/ShareBadge';
import { ShareDialog } from '../share/ShareDialog';
import { SoundBar } from '../sound/SoundBar';
import { Timeline } from '../timeline/Timeline';
import { VehiclesDialog } from '../vehicles/VehiclesDialog';

import { useWallKeys } from '../wall/use-wall-keys';
import { Wall } from '../wall/Wall';
import { showsWall } from '../wall/wall-state';
import { ConnectDialog } from './ConnectDialog';
import { clearanceOf } from './clearance';
import { KeysCard } from './KeysCard';
import { Messages } from './Messages';
import { Notice } from './Notice';
import { Stage } from './Stage';
import { StatisticsPanel } from './StatisticsPanel';
import { StatusAnnouncer } from './StatusAnnouncer';
import { Told } from './Told';
import { Toolbar } from './Toolbar';
import { useBox } from './use-box';
import { useViewer, useViewerState } from './viewer-context';

/** A wall of this width has room for icons alone beside its chooser of layouts, which begins at its left. */
const NARROW_PX = 640;
const BESIDE_LAYOUTS_PX = 245;

/** The viewer's page. `place` is where the picture stands on the screen in a page that cannot be placed itself. */
export function App({ place }: { readonly place: Geometry | undefined }) {
  const { run } = useViewer();
  const element = useRef<HTMLElement>(null);
  const box = useBox(element);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = actionOfKey(event);
      if (!action) return;
      event.preventDefault();
      run(action);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [run]);
  return (
    <main ref={element} className="viewer" {...(place && { style: onScreen(place) })}>
      <h1 className="visually-hidden">Groundglass</h1>
      {box && box.width > 0 && <Parts box={box} />}
      <ApprovalRequest />
      <Told />
      <StatusAnnouncer />
      <KeysCard />
      <ConnectDialog />
      <SoundBar />
      <ShareBadge />
      <CamerasDialog />
      <ShareDialog />
      <GatewayDialog />
      <VehiclesDialog />
      <LibraryDialog />
      <ExportDialog />
      <JobsDialog />
      <JobsBadge />
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
      <StatisticsPanel place={statistics} />
      <Toolbar x={toolbarX} isTight={isTight} />
      <Timeline />
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
      <StatisticsPanel place={statistics} />
      <Toolbar x={Math.max(box.width / 2, BESIDE_LAYOUTS_PX)} isTight={isTight || box.width < NARROW_PX} />
      <Timeline />
      <div className="messages" style={{ left, top, width, height }}>
        <Notice />
      </div>
    </>
  );
}

/** A place on the screen as one in this page. Kiosk windows have no frame, so their page begins where they do. */
function onScreen({ width, height, x = 0, y = 0 }: Geometry) {
  return { left: x - window.screenX, top: y - window.screenY, width, height };
}
