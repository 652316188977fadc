/** What the page says, by the place where it says it. The other languages have the same keys; the compiler sees to it. */
export const en = {
  typing: {
    one: (name: string) => `${name} is typing`,
    two: (first: string, second: string) => `${first} and ${second} are typing`,
    more: (first: string, others: number) => `${first} and ${others} others are typing`,
  },
};

export type Words = typeof en;
