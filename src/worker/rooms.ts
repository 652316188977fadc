import { Hono } from "hono";
import * as v from "valibot";
import { ask } from "../database/query.ts";
import { addRoom, changeRoom } from "../database/rooms.ts";
import { countCall } from "./allowances.ts";
import { readBody } from "./body.ts";
import { type Api, settingsOf } from "./context.ts";
import { allowOnly } from "./failures.ts";
import { identify, identifyInRoom } from "./identity.ts";
import { roomName, roomTopic } from "./names.ts";
import { Problem } from "./problem.ts";
import { summarise, whoIsOnline } from "./reach.ts";
import { roomIdsFor } from "./room-id.ts";
import { list } from "./room-list.ts";

const newRoom = v.strictObject({ name: v.string(), topic: v.optional(v.string(), "") });
const changes = v.strictObject({ name: v.optional(v.string()), topic: v.optional(v.string()) });

/** The rooms: which there are, making and changing one, and what there is to know of one. */
export const rooms = new Hono<Api>()
  .get("/", async (c) => {
    return c.json({ rooms: await list(c) });
  })
  .post("/", async (c) => {
    const { session } = await identify(c);
    const body = await readBody(c, newRoom);
    const info = { name: roomName(body.name), topic: roomTopic(body.topic), createdBy: session.user.id };
    await countCall(c, "rooms", settingsOf(c.env).roomsPerHour);
    const [room] = await ask(c.env.DB, addRoom(c.env.DB, roomIdsFor(info.name), info, Date.now()));
    if (!room) throw new Error("A random id was taken.");
    return c.json({ room: await summarise(c.env, room) }, 201, { Location: `/api/rooms/${room.record.id}` });
  })
  .all("/", allowOnly("GET", "POST"))
  .get("/:room", async (c) => {
    const { room } = await identifyInRoom(c);
    return c.json({ room: await summarise(c.env, room) });
  })
  .patch("/:room", async (c) => {
    const { session, room } = await identifyInRoom(c);
    if (room.createdBy !== session.user.id) throw notTheirs();
    const { name, topic } = await readBody(c, changes);
    if (name === undefined && topic === undefined) return c.json({ room: await summarise(c.env, room) });
    const change = {
      name: name === undefined ? undefined : roomName(name),
      topic: topic === undefined ? undefined : roomTopic(topic),
    };
    const [changed] = await ask(c.env.DB, changeRoom(c.env.DB, room.record.id, session.user.id, change));
    if (!changed) throw notTheirs();
    // With the question a room that is awake learns of the change, and tells everybody who is there.
    return c.json({ room: await summarise(c.env, changed) });
  })
  .all("/:room", allowOnly("GET", "PATCH"))
  .get("/:room/presence", async (c) => {
    const { room } = await identifyInRoom(c);
    return c.json(await whoIsOnline(c.env, room));
  })
  .all("/:room/presence", allowOnly("GET"));

function notTheirs(): Problem {
  return new Problem("forbidden", "Only whoever created a room may change it.");
}
