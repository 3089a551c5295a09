import type { Service } from '../../viewer/viewer';
import { CameraShare } from './camera-share';
import { openSharePort } from './port-share';
import { openShareWebSocket } from './websocket-share';

/** The camera of this machine, and whether others see it. */
export const cameraShare: Service<CameraShare> = {
  create: ({ bridge }) => new CameraShare(bridge ? openSharePort(bridge) : openShareWebSocket),
};
