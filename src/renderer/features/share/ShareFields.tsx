import { SHARE_QUALITIES, SHARE_RATES, SHARE_SIZES } from '#core/settings/page-settings';
import { SelectField } from '../../ui/SelectField';
import { useTexts } from '../../ui/use-texts';
import type { CameraChoice } from './capture';
import { type ShareOptions, SIZES } from './share-options';

interface Props {
  readonly options: ShareOptions;
  readonly onChange: (options: ShareOptions) => void;
  readonly cameras: readonly CameraChoice[];
  /** A phone chooses by which way its camera looks, and shares no screen. */
  readonly isPhone: boolean;
}

const FACINGS = ['environment', 'user'] as const;

/** What is shared, and how. Every change is a whole set of options. */
export function ShareFields({ options, onChange, cameras, isPhone }: Props) {
  const t = useTexts();
  const sources = isPhone
    ? FACINGS.map((facing) => [`facing:${facing}`, t(`share.facing.${facing}`)] as const)
    : ([
        ['device:', t('share.usual')],
        ...cameras.map(({ id, label }) => [`device:${id}`, t(label)] as const),
        ['screen', t('share.screen')],
      ] as const);
  return (
    <>
      <SelectField
        label={t('share.from')}
        value={sourceOf(options)}
        choices={sources}
        onChange={(source) => onChange(withSource(options, source))}
      />
      <div className="form-row form-row-three">
        <SelectField
          label={t('share.size')}
          value={options.size}
          choices={SHARE_SIZES.map((name) => [name, SIZES[name].label])}
          onChange={(size) => onChange({ ...options, size: size as ShareOptions['size'] })}
        />
        <SelectField
          label={t('share.rate')}
          value={String(options.rate)}
          choices={SHARE_RATES.map((rate) => [String(rate), String(rate)])}
          onChange={(text) =>
            onChange({ ...options, rate: SHARE_RATES.find((rate) => String(rate) === text) ?? options.rate })
          }
        />
        <SelectField
          label={t('share.quality')}
          value={options.quality}
          choices={SHARE_QUALITIES.map((name) => [name, t(`share.quality.${name}`)])}
          onChange={(quality) => onChange({ ...options, quality: quality as ShareOptions['quality'] })}
        />
      </div>
    </>
  );
}

function sourceOf({ from, facing, device }: ShareOptions): string {
  if (from === 'screen') return 'screen';
  return facing ? `facing:${facing}` : `device:${device}`;
}

function withSource({ facing: _, ...options }: ShareOptions, source: string): ShareOptions {
  if (source === 'screen') return { ...options, from: 'screen', device: '' };
  if (source === 'facing:user') return { ...options, from: 'camera', device: '', facing: 'user' };
  if (source === 'facing:environment') return { ...options, from: 'camera', device: '', facing: 'environment' };
  return { ...options, from: 'camera', device: source.slice('device:'.length) };
}
