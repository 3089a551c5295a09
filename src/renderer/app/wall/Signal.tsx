import { useTexts } from '../../ui/use-texts';
import { SIGNAL_DOTS } from './tile-state';

interface Props {
  /** Of four. */
  readonly dots: number;
  readonly perSecond: number;
}

/** How well a stream comes through, small: dots, and the pictures a second that come. */
export function Signal({ dots, perSecond }: Props) {
  const t = useTexts();
  return (
    <span className="signal" aria-hidden="true">
      <svg viewBox="0 0 22 5" width="22" height="5" aria-hidden="true">
        {Array.from({ length: SIGNAL_DOTS }, (_, dot) => (
          <circle key={dot} cx={2.5 + dot * 5.6} cy="2.5" r="2" fill="currentColor" opacity={dot < dots ? 1 : 0.25} />
        ))}
      </svg>
      <span className="signal-rate">{t('wall.perSecond', { rate: perSecond })}</span>
    </span>
  );
}
