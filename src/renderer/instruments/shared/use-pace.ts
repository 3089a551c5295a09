import { useEffect, useReducer, useRef } from 'react';
import { Pace } from './pace';

/** The value as often as text can be read: five times a second. */
export function usePace<T>(value: T): T {
  const [, again] = useReducer((count: number) => count + 1, 0);
  const pace = useRef<Pace<T>>(undefined);
  pace.current ??= new Pace(value, performance.now(), again);
  useEffect(() => () => pace.current?.dispose(), []);
  return pace.current.offer(value, performance.now());
}
