import { expect } from '@playwright/test';

/**
 * Looks at the screen once for the number of a picture. What is there is not painted yet at some looks, or is being
 * faded in; so no test may decide by a single one. The functions below are the ways to wait.
 */
export type Look = () => Promise<number | undefined>;

/** Often enough to see most pictures, and seldom enough to leave the machine to them. */
const LOOKS = { intervals: [50, 50, 100] };

/** Waits until a numbered picture is there, and gives its number. */
export async function shownNumber(look: Look, options: { timeout?: number } = {}): Promise<number> {
  let number: number | undefined;
  await expect
    .poll(
      async () => {
        number = await look();
        return number;
      },
      { ...LOOKS, ...options },
    )
    .toBeDefined();
  return number ?? Number.NaN;
}

/** Waits for another picture than is there now. @returns its number */
export async function nextNumber(look: Look): Promise<number> {
  const first = await shownNumber(look);
  return shownNumber(async () => {
    const number = await look();
    return number === first ? undefined : number;
  });
}

/** The picture lives: one is there, and then another. */
export async function expectMoving(look: Look): Promise<void> {
  await nextNumber(look);
}

/** Waits for so many pictures, each another one than that before it. @returns their numbers, as they came */
export async function nextNumbers(look: Look, count: number, options: { timeout?: number } = {}): Promise<number[]> {
  const seen: number[] = [];
  await expect
    .poll(
      async () => {
        const number = await look();
        if (number !== undefined && number !== seen.at(-1)) seen.push(number);
        return seen.length;
      },
      { intervals: [20], ...options },
    )
    .toBeGreaterThanOrEqual(count);
  return seen;
}

/** How many pictures lie from one to another in a clip that is played in a ring. */
export function apart(from: number, to: number, pictures: number): number {
  return (((to - from) % pictures) + pictures) % pictures;
}

/**
 * Pictures go on, in order: each is less than half the ring behind the one before it. Once the first is there, one is at
 * every look.
 */
export async function expectInOrder(look: Look, pictures: number, count = 3): Promise<void> {
  await shownNumber(look);
  const looks: (number | undefined)[] = [];
  const seen = await nextNumbers(async () => {
    looks.push(await look());
    return looks.at(-1);
  }, count);
  expect(
    looks.filter((number) => number === undefined || number >= pictures),
    `${looks}`,
  ).toEqual([]);
  const steps = seen.slice(1).map((number, at) => apart(seen[at] ?? 0, number, pictures));
  expect(
    steps.filter((step) => step >= pictures / 2),
    `from one picture to the next: ${seen}`,
  ).toEqual([]);
}

/** Waits until a picture stands still, for some looks on end. @returns its number */
export async function stillNumber(look: Look): Promise<number> {
  let number: number | undefined;
  await expect(async () => {
    number = await look();
    expect(number).toBeDefined();
    for (let again = 0; again < 3; again++) expect(await look()).toBe(number);
  }).toPass({ intervals: [50, 100] });
  return number ?? Number.NaN;
}
