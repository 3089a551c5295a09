import type { NamedVehicle } from '#contracts/recent';
import type { Viewer } from '../../viewer/viewer';
import { firstWindowState } from './first-window-state';
import { smallPicture } from './small-picture';

/** How often is looked whether a vehicle is shown. In ms. */
const LOOK_EVERY_MS = 2000;
/** A vehicle's picture is taken anew so often. In ms. */
const KEEP_EVERY_MS = 60_000;
/** An older picture is not what is seen. In ms. */
const MAX_AGE_MS = 2000;

/** Has the station remember the vehicle that is shown, and how it looks, from when it is live. */
export function keepRecent(viewer: Viewer): void {
  let kept: { readonly stream: string; readonly atMs: number } | undefined;
  const look = async () => {
    const { focus, link } = viewer.store.getState();
    const { stream, links, readings } = focus.store.getState();
    if (link !== 'open' || !stream?.vehicle || !viewer.get(firstWindowState).getState().recent) return;
    const isLive = links.video?.state === 'open' && (readings.pictureAgeMs ?? MAX_AGE_MS) < MAX_AGE_MS;
    const now = performance.now();
    if (!isLive || (kept?.stream === stream.id && now - kept.atMs < KEEP_EVERY_MS)) return;
    kept = { stream: stream.id, atMs: now };
    const vehicle: NamedVehicle = { ...stream.vehicle, name: stream.name.slice(0, 100) };
    const picture = await smallPicture(focus.screen.element);
    viewer.send({ type: 'remember', vehicle, ...(picture !== undefined && { picture }) });
  };
  // A picture that cannot be made small is no reason for a message.
  setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
}
