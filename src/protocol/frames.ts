import * as v from "valibot";
import type { ErrorCode } from "./events.ts";
import { REACTION_LENGTH } from "./limits.ts";
import { COMMAND_ID } from "./model.ts";
import { isOneGrapheme } from "./text.ts";

const id = v.pipe(v.string(), v.regex(COMMAND_ID));
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const emoji = v.pipe(v.string(), v.maxLength(REACTION_LENGTH), v.check(isOneGrapheme));

const send = v.strictObject({ type: v.literal("send"), id, text: v.string(), replyTo: v.optional(seq) });

/** One schema a frame; a field that is not named here is refused, so nobody can set what is not theirs to set. */
const schemas = {
  send,
  edit: v.strictObject({ type: v.literal("edit"), id, seq, text: v.string() }),
  delete: v.strictObject({ type: v.literal("delete"), id, seq }),
  react: v.strictObject({ type: v.literal("react"), id, seq, emoji, on: v.boolean() }),
  typing: v.strictObject({ type: v.literal("typing") }),
  status: v.strictObject({ type: v.literal("status"), status: v.picklist(["active", "away"]) }),
  read: v.strictObject({ type: v.literal("read"), seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  ack: v.strictObject({ type: v.literal("ack"), received: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
};

/**
 * What clients write when they confirm what they have received. A busy room gets more of these than of all other frames
 * together, so they are recognised as they stand; written otherwise, they go the way of every other frame.
 */
const ACK = /^\{"type":"ack","received":(0|[1-9]\d{0,14})\}$/;

/** A frame from the client. */
export type ClientFrame = { [T in keyof typeof schemas]: v.InferOutput<(typeof schemas)[T]> }[keyof typeof schemas];
/** A frame that carries an id and is safe to repeat. */
export type Command = Extract<ClientFrame, { id: string }>;
export type SendCommand = Extract<Command, { type: "send" }>;

/** What a POST of a message carries. */
export const sendBody = v.omit(send, ["type"]);

/** Why a frame was refused; `id` is the command's, if it was legible. */
export interface Refusal {
  code: ErrorCode;
  message: string;
  id?: string;
}

export type ParsedFrame = { ok: true; frame: ClientFrame } | ({ ok: false } & Refusal);

/**
 * Turns what came over the socket into a typed frame, once, or says why it is refused.
 * @param limit most characters (UTF-16 code units) of a frame, checked before anything is parsed
 */
export function parseFrame(data: string | ArrayBuffer, limit: number): ParsedFrame {
  if (typeof data !== "string") return refuse("bad_frame", "Binary frames are not accepted; send JSON as text.");
  if (data.length > limit) return refuse("too_large", `A frame has at most ${limit} characters.`);
  const received = ACK.exec(data)?.[1];
  if (received !== undefined) return { ok: true, frame: { type: "ack", received: Number(received) } };
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return refuse("bad_frame", "A frame is one JSON object.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse("bad_frame", "A frame is one JSON object.");
  }
  const type = "type" in value ? value.type : undefined;
  const commandId = "id" in value && v.is(id, value.id) ? value.id : undefined;
  if (typeof type !== "string") return refuse("bad_frame", "A frame has a type, which is a string.", commandId);
  if (!Object.hasOwn(schemas, type)) return refuse("unknown_type", "This type of frame is not known.", commandId);
  const parsed = v.safeParse(schemas[type as keyof typeof schemas], value);
  if (parsed.success) return { ok: true, frame: parsed.output };
  const field = parsed.issues[0].path?.map((item) => String(item.key)).join(".") ?? "";
  return refuse(
    "bad_frame",
    `The field "${field.slice(0, 40)}" of ${type} is missing, unknown or not valid.`,
    commandId,
  );
}

function refuse(code: ErrorCode, message: string, commandId?: string): ParsedFrame {
  return { ok: false, code, message, ...(commandId === undefined ? {} : { id: commandId }) };
}
