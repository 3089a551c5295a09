import type { Text } from './text';

/** What came of something that can be refused: a value, or what people are told of why there is none. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: Text };
