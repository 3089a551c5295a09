import { createElement } from 'react';
import type { Slot as SlotName, SlotProps } from './parts';
import { useViewer } from './viewer-context';

/** What the features put in one place of the page, in the order of their table. */
export function Slot<S extends SlotName>({ name, ...props }: { readonly name: S } & SlotProps[S]) {
  return useViewer().features.map(({ id, parts }) => {
    const Part = parts?.[name];
    return Part && createElement(Part, { key: id, ...(props as unknown as SlotProps[S]) });
  });
}
