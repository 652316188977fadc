// Who is online in a room, live. Serve this from the chat's own address and open online.html?room=lobby&name=Ada
const { room = "lobby", name = "Guest" } = Object.fromEntries(new URLSearchParams(location.search));
const guest = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name }) };
const people = new Map();
let attempts = 0;

async function connect() {
  if ((await fetch("/api/session")).status === 401) await fetch("/api/session", guest);
  show(await (await fetch(`/api/rooms/${room}/presence`)).json()); // the first paint
  const socket = new WebSocket(`/api/rooms/${room}/socket`, "dormouse.v1");
  let silence;
  const heartbeat = setInterval(() => {
    if (socket.readyState === 1) socket.send("ping");
    silence = setTimeout(() => socket.close(), 10_000);
  }, 30_000);
  socket.onmessage = ({ data }) => {
    if (data === "pong") return clearTimeout(silence);
    for (const event of JSON.parse(data)) {
      if (event.type === "ready") attempts = 0;
      if (event.online) show(event); // the welcome names everybody; a presence event, those who came, changed and left
    }
  };
  socket.onclose = ({ code }) => {
    clearInterval(heartbeat);
    if (code === 4009) return addEventListener("pointermove", () => retry(), { once: true }); // idle: until someone moves
    if (![4000, 4003, 4004, 4400].includes(code)) retry(code === 4010 ? 30_000 : undefined);
  };
}

function show({ online, offline = [...people.keys()] }) {
  for (const id of offline) people.delete(id);
  for (const { id, name, status } of online) people.set(id, `${name} (${status})`);
  const items = [...people.values()].map((textContent) => Object.assign(document.createElement("li"), { textContent }));
  document.querySelector("#online").replaceChildren(...items);
}

const retry = (pause = Math.random() * Math.min(30_000, 500 * 2 ** attempts++)) =>
  setTimeout(() => connect().catch(() => retry()), pause);
retry(0);
