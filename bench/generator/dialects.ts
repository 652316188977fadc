// How a client of each server says and hears what the bench measures. The text is the same everywhere; what is around
// it is what the server's own protocol or documentation has.

export type DialectName = "dormouse" | "json" | "socketio";

export interface Dialect {
  /** A frame that sends a message. */
  send(id: string, name: string, text: string): string;
  /** What the client sends as soon as the socket is open. */
  hello?: string;
  /** True for the frame after which the client is one of those who receive. Without it an open socket is enough. */
  isReady?(frame: string): boolean;
  /** What a frame of the server's is answered with. */
  answer?(frame: string): string | undefined;
  /** After so many characters received the client confirms them. */
  acknowledgeEvery?: number;
  acknowledge?(received: number): string;
  heartbeat?: { every: number; frame: string };
}

export const dialects: Record<DialectName, Dialect> = {
  dormouse: {
    send: (id, _name, text) => `{"type":"send","id":"${id}","text":"${text}"}`,
    isReady: (frame) => frame.endsWith('{"type":"ready"}]'),
    acknowledgeEvery: 131_072,
    acknowledge: (received) => `{"type":"ack","received":${received}}`,
    heartbeat: { every: 30_000, frame: "ping" },
  },
  json: {
    send: (id, name, text) => `{"id":"${id}","name":"${name}","text":"${text}"}`,
  },
  socketio: {
    hello: "40",
    isReady: (frame) => frame.startsWith("40"),
    send: (id, name, text) => `42["chat message",{"id":"${id}","name":"${name}","text":"${text}"}]`,
    answer: (frame) => (frame === "2" ? "3" : undefined),
  },
};
