/** As wide as the card that shows it, on a screen with two pixels to one of CSS. */
const WIDTH = 240;
const QUALITY = 0.6;
/** The station keeps no longer ones. */
const MAX_BYTES = 17_000;

/** What an element shows, as base64 of a small JPEG; `undefined` where it shows nothing. */
export async function smallPicture(element: HTMLElement): Promise<string | undefined> {
  const size = sizeOf(element);
  if (!size || size.width === 0 || size.height === 0) return undefined;
  const canvas = new OffscreenCanvas(WIDTH, Math.max(1, Math.round((WIDTH * size.height) / size.width)));
  canvas.getContext('2d')?.drawImage(size.of, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (bytes.length > MAX_BYTES) return undefined;
  return btoa(String.fromCharCode(...bytes));
}

function sizeOf(element: HTMLElement) {
  if (element instanceof HTMLVideoElement)
    return { of: element, width: element.videoWidth, height: element.videoHeight };
  return element instanceof HTMLCanvasElement
    ? { of: element, width: element.width, height: element.height }
    : undefined;
}
