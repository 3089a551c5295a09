import type { CameraChoice } from './capture';
import { SelectField } from './SelectField';
import {
  QUALITIES,
  QUALITY_NAMES,
  type QualityName,
  RATES,
  type ShareOptions,
  SIZE_NAMES,
  SIZES,
  type SizeName,
} from './share-options';

interface Props {
  readonly options: ShareOptions;
  readonly onChange: (options: ShareOptions) => void;
  readonly cameras: readonly CameraChoice[];
  /** A phone chooses by which way its camera looks, and shares no screen. */
  readonly isPhone: boolean;
}

const FACING = [
  ['facing environment', 'Back camera'],
  ['facing user', 'Front camera'],
] as const;

/** What is shared, and how. Every change is a whole set of options. */
export function ShareFields({ options, onChange, cameras, isPhone }: Props) {
  const sources = isPhone
    ? FACING
    : ([
        ['device ', 'Usual camera'],
        ...cameras.map(({ id, label }) => [`device ${id}`, label] as const),
        ['screen', 'A screen or a window…'],
      ] as const);
  return (
    <>
      <SelectField
        label="Picture from"
        value={sourceOf(options)}
        choices={sources}
        onChange={(source) => onChange(withSource(options, source))}
      />
      <div className="form-row form-row-three">
        <SelectField
          label="Size at most"
          value={options.size}
          choices={SIZE_NAMES.map((name) => [name, SIZES[name].label])}
          onChange={(size) => onChange({ ...options, size: size as SizeName })}
        />
        <SelectField
          label="Pictures/s"
          value={String(options.rate)}
          choices={RATES.map((rate) => [String(rate), String(rate)])}
          onChange={(text) =>
            onChange({ ...options, rate: RATES.find((rate) => String(rate) === text) ?? options.rate })
          }
        />
        <SelectField
          label="Quality"
          value={options.quality}
          choices={QUALITY_NAMES.map((name) => [name, QUALITIES[name].label])}
          onChange={(quality) => onChange({ ...options, quality: quality as QualityName })}
        />
      </div>
    </>
  );
}

function sourceOf({ from, facing, device }: ShareOptions): string {
  if (from === 'screen') return 'screen';
  return facing ? `facing ${facing}` : `device ${device}`;
}

function withSource({ facing: _, ...options }: ShareOptions, source: string): ShareOptions {
  if (source === 'screen') return { ...options, from: 'screen', device: '' };
  if (source === 'facing user') return { ...options, from: 'camera', device: '', facing: 'user' };
  if (source === 'facing environment') return { ...options, from: 'camera', device: '', facing: 'environment' };
  return { ...options, from: 'camera', device: source.slice('device '.length) };
}
