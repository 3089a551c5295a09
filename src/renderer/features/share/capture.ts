import { type Text, text, verbatim } from '#core/texts/text';
import { type ShareOptions, SIZES } from './share-options';

/** Opens the camera or the screen. The caller stops the track. @throws what the browser does, see `problemOf` */
export async function capture(options: ShareOptions): Promise<MediaStreamVideoTrack> {
  const { width, height } = SIZES[options.size];
  const stream =
    options.from === 'screen'
      ? await navigator.mediaDevices.getDisplayMedia({
          audio: false,
          video: { width: { max: width }, height: { max: height }, frameRate: { max: options.rate } },
        })
      : await navigator.mediaDevices.getUserMedia({
          audio: false,
          video: {
            ...whichCamera(options),
            width: { ideal: width },
            height: { ideal: height },
            frameRate: { ideal: options.rate },
          },
        });
  const [track] = stream.getVideoTracks();
  if (!track) throw new DOMException('there is no picture in it', 'NotFoundError');
  // Text on a screen is to stay legible where something has to give.
  track.contentHint = options.from === 'screen' ? 'detail' : 'motion';
  return track;
}

function whichCamera({ device, facing }: ShareOptions): MediaTrackConstraints {
  if (facing) return { facingMode: { ideal: facing } };
  return device === '' ? {} : { deviceId: { exact: device } };
}

/** A camera that may be chosen. */
export interface CameraChoice {
  readonly id: string;
  readonly label: Text;
}

/** The cameras of this machine. Before the person has allowed one, browsers hide their ids and names. */
export async function listCameras(): Promise<readonly CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const cameras = devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '');
  return cameras.map(({ deviceId, label }, index) => ({
    id: deviceId,
    label: label === '' ? text('share.camera', { number: index + 1 }) : verbatim(label),
  }));
}
