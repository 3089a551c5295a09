import { useLayoutEffect, useRef } from 'react';
import type { Screen } from './screen';

/**
 * The place of the picture: fills its parent, letterboxed on near-black. A box of the picture's own size shows it pixel for
 * pixel, since nothing is scaled then. React mounts the screen's element and never touches it again.
 */
export function PlayerView({ screen }: { readonly screen: Screen }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { element } = screen;
    Object.assign(element.style, FILL);
    place.current?.append(element);
    return () => element.remove();
  }, [screen]);
  return <div ref={place} style={PLACE} />;
}

const FILL: Partial<CSSStyleDeclaration> = {
  display: 'block',
  width: '100%',
  height: '100%',
  objectFit: 'contain',
};

const PLACE = { width: '100%', height: '100%', overflow: 'hidden', background: '#0a0b0c' } as const;
