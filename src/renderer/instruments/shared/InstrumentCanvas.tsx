import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Rect } from '#core/instruments/shared/rect';
import type { Scale } from '#core/instruments/shared/scale';
import { Calm } from './calm';
import { useDevicePixelRatio } from './device-pixel-ratio';
import { useFontGeneration } from './fonts';
import { type Draw, Painter } from './painter';

/** Where an instrument stands, and the sizes it is drawn with. */
export interface Place {
  readonly rect: Rect;
  readonly scale: Scale;
}

interface Props<View extends object> {
  readonly name: string;
  readonly place: Place;
  /** Flat, and rounded to what can be seen: a difference in it is a redraw. */
  readonly view: View;
  readonly draw: Draw<View>;
  /** The values in words. */
  readonly description: string;
}

/** A transparent canvas above the picture that is redrawn when its view, its size, the screen or the fonts change. */
export function InstrumentCanvas<View extends object>({ name, place, view, draw, description }: Props<View>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<Painter<View>>(undefined);
  const ratio = useDevicePixelRatio();
  const fonts = useFontGeneration();
  const { rect, scale } = place;

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    painter.current ??= new Painter(element, draw);
    painter.current.paint(view, { width: rect.width, height: rect.height, scale, ratio, fonts });
    element.dataset.draws = String(painter.current.draws);
  });

  const label = useRef<Calm>(undefined);
  useEffect(() => {
    const calm = new Calm((text) => canvas.current?.setAttribute('aria-label', text));
    label.current = calm;
    return () => calm.dispose();
  }, []);
  useEffect(() => label.current?.offer(description), [description]);

  const style = useMemo<CSSProperties>(
    () => ({ position: 'absolute', left: rect.x, top: rect.y, width: rect.width, height: rect.height }),
    [rect],
  );
  return <canvas ref={canvas} role="img" data-instrument={name} style={style} />;
}
