import { useEffect, useEffectEvent, useRef } from 'react';
import { useTexts } from '../../ui/use-texts';

/** Before its foot is seen: a list that is scrolled does not stop for each page. */
const AHEAD = '800px';

/** The foot of a list that has more than is there yet: asks for it when it comes near. */
export function MoreRows({ onSeen }: { readonly onSeen: () => void }) {
  const t = useTexts();
  const foot = useRef<HTMLParagraphElement>(null);
  const ask = useEffectEvent(onSeen);
  useEffect(() => {
    if (!foot.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && ask(),
      { root: foot.current.parentElement, rootMargin: AHEAD },
    );
    observer.observe(foot.current);
    return () => observer.disconnect();
  }, []);
  return (
    <p ref={foot} className="library-more">
      {t('library.more')}
    </p>
  );
}
