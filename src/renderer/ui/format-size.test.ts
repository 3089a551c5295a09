import { expect, it } from 'vitest';
import { formatSize } from './format-size';

it('sizes are given in what disks are sold in', () => {
  const sizes = [0, 999_499, 4_800_000, 2_345_000_000, 412_300_000_000, 1_500_000_000_000];
  expect(sizes.map(formatSize)).toEqual(['0 kB', '999 kB', '4.8 MB', '2.35 GB', '412 GB', '1.50 TB']);
});
