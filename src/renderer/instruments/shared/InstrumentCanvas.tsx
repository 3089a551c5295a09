import { type CSSProperties, memo, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { shallowEqual } from '#core/instruments/shared/shallow-equal';
import type { Shown } from '#core/instruments/shown';
import { useTexts } from '../../ui/use-texts';
import { Calm } from './calm';
import { useDevicePixelRatio } from './device-pixel-ratio';
import { useFontGeneration } from './fonts';
import { Painter } from './painter';

/** A transparent canvas above the picture that is redrawn when its view, its size, the screen or the fonts change. */
export const InstrumentCanvas = memo(function InstrumentCanvas({ instrument, place, view }: Shown) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<Painter<object>>(undefined);
  const ratio = useDevicePixelRatio();
  const fonts = useFontGeneration();
  const say = useTexts();
  const { width, height, scale } = place;

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    painter.current ??= new Painter(element, instrument.draw);
    painter.current.paint(view, { width, height, scale, ratio, fonts, say });
    element.dataset.draws = String(painter.current.draws);
  });

  const description = say(instrument.describe(view));
  const label = useRef<Calm>(undefined);
  useEffect(() => {
    const calm = new Calm((text) => canvas.current?.setAttribute('aria-label', text));
    label.current = calm;
    return () => calm.dispose();
  }, []);
  useEffect(() => label.current?.offer(description), [description]);

  const style = useMemo<CSSProperties>(
    () => ({ position: 'absolute', left: place.x, top: place.y, width: place.width, height: place.height }),
    [place],
  );
  return <canvas ref={canvas} role="img" data-instrument={instrument.id} style={style} />;
}, isUnchanged);

/** The place is the same object until the layout changes. */
function isUnchanged(before: Shown, now: Shown): boolean {
  return before.instrument === now.instrument && before.place === now.place && shallowEqual(before.view, now.view);
}
