import { addressAt, bracketedAddressAt, safeTarget } from "./addresses.ts";
import { assemble, type Piece } from "./assemble.ts";
import { characterBefore, ESCAPABLE, isWordPart } from "./characters.ts";
import { backticksAt, CodeSpans } from "./code-spans.ts";
import { destinationAt } from "./destination.ts";
import { hostBehind } from "./disguise.ts";
import { pair, type Run, runAt } from "./emphasis.ts";
import type { Names } from "./names.ts";
import type { Inline } from "./tree.ts";

/** What a text may refer to by name. */
export interface Known {
  people: Names;
  /** Names and ids of rooms, each standing for the id. */
  rooms: Names;
}

/** Its arm is no escape, and its face no emphasis. */
const SHRUG = "¯\\_(ツ)_/¯";

/** Where something other than plain text may begin. */
const MEANT = /[\\`*_~|[\]<@#¯]|https?:\/\/|mailto:/gi;

/** Finds what is meant in lines that belong together. Each character is looked at a bounded number of times. */
export function parseInline(text: string, known: Known): Inline[] {
  return new Scanner(text, known).scan();
}

/** A `[` that may yet begin a link. */
interface Bracket {
  piece: number;
  /** How many runs there were before it. */
  runs: number;
  /** Where its text begins. */
  start: number;
}

class Scanner {
  readonly #text: string;
  readonly #known: Known;
  readonly #pieces: Piece[] = [];
  /** The marks that may still belong to others. */
  readonly #runs: Run[] = [];
  readonly #brackets: Bracket[] = [];
  #codeSpans: CodeSpans | null = null;
  #at = 0;
  /** Where the plain text begins that is not a piece yet. */
  #plain = 0;

  constructor(text: string, known: Known) {
    this.#text = text;
    this.#known = known;
  }

  scan(): Inline[] {
    while (this.#toWhatIsMeant()) this.#step();
    this.#flush();
    pair(this.#runs);
    return assemble(this.#pieces);
  }

  /** Goes on to the next character that may mean something, or to the end. @returns false at the end */
  #toWhatIsMeant(): boolean {
    MEANT.lastIndex = this.#at;
    this.#at = MEANT.exec(this.#text)?.index ?? this.#text.length;
    return this.#at < this.#text.length;
  }

  /** Takes the next character, with what belongs to it. */
  #step(): void {
    switch (this.#text.charAt(this.#at)) {
      case "\\":
        this.#escape();
        break;
      case "`":
        this.#code();
        break;
      case "*":
      case "_":
      case "~":
      case "|":
        this.#marks();
        break;
      case "[":
        this.#bracket();
        break;
      case "]":
        this.#link();
        break;
      case "<":
        this.#address(bracketedAddressAt(this.#text, this.#at), 1);
        break;
      case "@":
        this.#named(this.#known.people, (name, text) => ({ kind: "mention", name, text }));
        break;
      case "#":
        this.#named(this.#known.rooms, (id, text) => ({ kind: "room", id, text }));
        break;
      case "¯":
        this.#at += this.#text.startsWith(SHRUG, this.#at) ? SHRUG.length : 1;
        break;
      default:
        this.#address(addressAt(this.#text, this.#at), 0);
    }
  }

  #escape(): void {
    if (ESCAPABLE.test(this.#text.charAt(this.#at + 1))) {
      this.#flush();
      this.#plain = this.#at + 1;
      this.#at += 2;
    } else this.#at++;
  }

  #code(): void {
    this.#codeSpans ??= new CodeSpans(this.#text);
    const code = this.#codeSpans.at(this.#at);
    if (code) this.#put({ kind: "code", text: code.text }, code.end);
    else this.#at += backticksAt(this.#text, this.#at);
  }

  #marks(): void {
    const run = runAt(this.#text, this.#at);
    const end = this.#at + run.count;
    if (run.canOpen || run.canClose) {
      this.#flush();
      this.#pieces.push({ kind: "run", run });
      this.#runs.push(run);
      this.#plain = end;
    }
    this.#at = end;
  }

  #bracket(): void {
    this.#flush();
    this.#plain = this.#at;
    this.#at++;
    this.#flush();
    this.#brackets.push({ piece: this.#pieces.length - 1, runs: this.#runs.length, start: this.#at });
  }

  #link(): void {
    const bracket = this.#brackets.pop();
    const destination = bracket && destinationAt(this.#text, this.#at + 1);
    const href = destination ? safeTarget(destination.written) : null;
    if (!bracket || !destination || href === null || !this.#isSeen(bracket.start)) {
      this.#at++;
      return;
    }
    this.#flush();
    // Within a link nothing else can be pressed, and no mark within belongs to one outside.
    pair(this.#runs.splice(bracket.runs).filter(({ mark }) => mark !== "|"));
    this.#pieces[bracket.piece] = { kind: "link", href };
    this.#pieces.push({ kind: "link end" });
    // Nor is a link part of another.
    this.#brackets.length = 0;
    this.#at = destination.end;
    this.#plain = this.#at;
  }

  /** A link that is not seen could only be followed by mistake. */
  #isSeen(start: number): boolean {
    return /[^\s\p{C}]/u.test(this.#text.slice(start, this.#at));
  }

  #address(address: { end: number; href: string | null } | null, around: number): void {
    if (!address) this.#at++;
    else if (address.href === null) this.#at = address.end;
    else {
      const text = this.#text.slice(this.#at + around, address.end - around);
      const host = hostBehind(text, address.href);
      this.#put({ kind: "link", href: address.href, host, children: [{ kind: "text", text }] }, address.end);
    }
  }

  #named(names: Names, node: (value: string, text: string) => Inline): void {
    const found = isWordPart(characterBefore(this.#text, this.#at)) ? null : names.longestAt(this.#text, this.#at + 1);
    if (found) this.#put(node(found.value, this.#text.slice(this.#at, found.end)), found.end);
    else this.#at++;
  }

  #put(node: Inline, end: number): void {
    this.#flush();
    this.#pieces.push({ kind: "node", node });
    this.#at = end;
    this.#plain = end;
  }

  #flush(): void {
    if (this.#at > this.#plain) {
      const text = this.#text.slice(this.#plain, this.#at);
      this.#pieces.push({ kind: "node", node: { kind: "text", text } });
    }
    this.#plain = this.#at;
  }
}
