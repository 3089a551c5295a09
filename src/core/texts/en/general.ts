/** What belongs to no one area. */
export const GENERAL_TEXTS = {
  verbatim: '{words}',
  advice: '{message} {tip}',
  /** Two of a list, which may hold two of a list. */
  list: '{first}, {second}',
  unknown: 'A message that this version does not know: {id}.',
} as const;
