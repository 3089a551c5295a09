import { useEffect, useEffectEvent, useRef } from 'react';
import type { PictureOwner } from '#contracts/key-picture';
import { useService } from '../../viewer/viewer-context';
import { isSame } from './thumbnail-cache';
import type { Urgency } from './thumbnails';
import { thumbnailsService } from './thumbnails-service';

interface Props {
  readonly of: PictureOwner;
  /** On the wall's clock, in µs. */
  readonly atUs: number;
  readonly urgency: Urgency;
  /** Nothing is asked for while it is not. */
  readonly isSeen?: boolean;
  readonly className: string;
  /** It was drawn. The picture is not to be kept. */
  readonly onDrawn?: (picture: ImageBitmap) => void;
}

/**
 * A small picture of a moment, once there is one: `data-picture` is `none` until then, and `stale` while it is that of the
 * moment before. What it shows is said in words beside it.
 */
export function ThumbnailCanvas({ of, atUs, urgency, isSeen = true, className, onDrawn }: Props) {
  const thumbnails = useService(thumbnailsService);
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useRef<PictureOwner>(undefined);
  const owner = 'stream' in of ? of.stream : of.recording;
  const drawn = useEffectEvent((picture: ImageBitmap) => onDrawn?.(picture));
  useEffect(() => {
    const element = canvas.current;
    if (!element || !isSeen) return;
    const draw = (picture: ImageBitmap | undefined) => {
      if (picture) drawOn(element, picture);
      shown.current = picture ? of : undefined;
      element.dataset.picture = picture ? 'shown' : 'none';
      if (picture) drawn(picture);
    };
    const kept = thumbnails.kept(of, atUs);
    if (kept) return draw(kept);
    element.dataset.picture = shown.current && isSame(shown.current, of) ? 'stale' : 'none';
    const abort = new AbortController();
    const { signal } = abort;
    void thumbnails.get({ of, atUs, urgency, signal }).then((picture) => !signal.aborted && draw(picture));
    return () => abort.abort();
  }, [thumbnails, owner, atUs, urgency, isSeen]);
  return <canvas ref={canvas} className={className} width={1} height={1} data-picture="none" />;
}

function drawOn(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
}
