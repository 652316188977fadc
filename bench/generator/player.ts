import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { bench } from "../root.ts";

/** A process of the load generator: is given orders and answers each when it is carried out. */
export class Player<Order, Answer> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  #ticket = 0;

  /** @param program in this folder */
  constructor(program: string) {
    this.#child = fork(join(bench, "generator", program), { serialization: "advanced" });
    this.#child.on("message", ({ ticket, answer, error }: { ticket: number; answer: Answer; error?: string }) => {
      const waiting = this.#waiting.get(ticket)!;
      this.#waiting.delete(ticket);
      if (error === undefined) waiting.resolve(answer);
      else waiting.reject(new Error(error));
    });
    this.#child.on("exit", (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${program} ended with ${code}.`));
    });
  }

  /** @throws Error if the order could not be carried out, or the process has ended */
  ask(order: Order): Promise<Answer> {
    const ticket = this.#ticket++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, { resolve, reject });
      this.#child.send({ order, ticket });
    });
  }

  stop(): void {
    this.#child.disconnect();
  }
}
