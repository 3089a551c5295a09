import { useEffect, useState } from 'react';
import { type CameraChoice, listCameras } from './capture';

/** The cameras that may be chosen, as they come and go. @param allowed browsers tell their names only after one was allowed */
export function useCameras(allowed: boolean): readonly CameraChoice[] {
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([]);
  useEffect(() => {
    const { mediaDevices } = navigator;
    if (!mediaDevices) return;
    let stale = false;
    const list = () => {
      listCameras().then(
        (found) => !stale && setCameras(found),
        () => undefined,
      );
    };
    if (allowed) list();
    mediaDevices.addEventListener('devicechange', list);
    return () => {
      stale = true;
      mediaDevices.removeEventListener('devicechange', list);
    };
  }, [allowed]);
  return cameras;
}
