import type { PlainTextId } from '../texts/text';
import type { QuantityKey } from './quantities';
import type { Group } from './quantity';

/** The name of a quantity. That each has one in the catalogue of texts is for the compiler to see. */
export function quantityLabel(key: QuantityKey): PlainTextId {
  return `quantity.${key}`;
}

/** The name of a group of quantities. */
export function groupLabel(group: Group): PlainTextId {
  return `quantity.group.${group}`;
}
