import { useState } from 'react';
import { Button } from 'react-aria-components';
import {
  CORRECTION_MATRICES,
  CORRECTION_RANGES,
  type ColourCorrection,
  type CorrectionMatrix,
  type CorrectionRange,
} from '#core/colour/correction';
import type { PlainTextId } from '#core/texts/text';
import { DialogButtons, DialogFrame } from './DialogFrame';
import { SelectField } from './SelectField';
import { useTexts } from './use-texts';

interface Props {
  readonly name: string;
  readonly colours: ColourCorrection;
  readonly onClose: () => void;
  readonly onCorrect: (colours: ColourCorrection) => void;
}

const AS_SAID = 'said';
const MATRICES = [AS_SAID, ...CORRECTION_MATRICES] as const;
const RANGES = [AS_SAID, ...CORRECTION_RANGES] as const;
const NAMES = {
  said: 'colours.asSaid',
  bt601: 'colours.bt601',
  bt709: 'colours.bt709',
  limited: 'colours.limited',
  full: 'colours.full',
} as const satisfies Record<typeof AS_SAID | CorrectionMatrix | CorrectionRange, PlainTextId>;

/** Asks how a camera's colours are really coded, where it says nothing or something wrong. */
export function ColoursDialog({ name, colours, onClose, onCorrect }: Props) {
  const t = useTexts();
  const [matrix, setMatrix] = useState<string>(colours.matrix ?? AS_SAID);
  const [range, setRange] = useState<string>(colours.range ?? AS_SAID);
  const correct = () => {
    const [knownMatrix, knownRange] = [
      CORRECTION_MATRICES.find((one) => one === matrix),
      CORRECTION_RANGES.find((one) => one === range),
    ];
    onCorrect({ ...(knownMatrix && { matrix: knownMatrix }), ...(knownRange && { range: knownRange }) });
    onClose();
  };
  return (
    <DialogFrame title={t('colours.of', { name })} onClose={onClose}>
      <p className="dialog-text">{t('colours.about')}</p>
      <SelectField
        label={t('colours.matrix')}
        value={matrix}
        choices={MATRICES.map((one) => [one, t(NAMES[one])] as const)}
        onChange={setMatrix}
      />
      <SelectField
        label={t('colours.range')}
        value={range}
        choices={RANGES.map((one) => [one, t(NAMES[one])] as const)}
        onChange={setRange}
      />
      <DialogButtons onClose={onClose} close="cancel">
        <Button className="button button-primary" onPress={correct}>
          {t('colours.apply')}
        </Button>
      </DialogButtons>
    </DialogFrame>
  );
}
