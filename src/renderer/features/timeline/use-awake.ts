import { useCallback, useEffect, useState } from 'react';
import { useMouseIdle } from '../../ui/use-mouse-idle';

const AWAKE_MS = 3000;

/** Whether the mouse moved, or `wake` was called, in the last 3 s. */
export function useAwake(): readonly [isAwake: boolean, wake: () => void] {
  const isMouseIdle = useMouseIdle();
  const [woken, setWoken] = useState(0);
  const [isUsed, setUsed] = useState(false);
  useEffect(() => {
    if (woken === 0) return;
    setUsed(true);
    const timer = setTimeout(() => setUsed(false), AWAKE_MS);
    return () => clearTimeout(timer);
  }, [woken]);
  const wake = useCallback(() => setWoken((times) => times + 1), []);
  return [!isMouseIdle || isUsed, wake];
}
