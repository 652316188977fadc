import { aroundNames } from "../words/isolated.ts";

/** A sentence with names in it. As elements of their own they can be found and copied without marks around them. */
export function Sentence({ text }: { text: string }) {
  return aroundNames(text).map((piece, index) => (index % 2 === 1 ? <bdi>{piece}</bdi> : piece));
}
