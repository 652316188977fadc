// A chat that loses nothing and shows nothing twice, whatever the network does: broadcast.html?room=lobby&name=Ada
const { room = "lobby", name = "Guest" } = Object.fromEntries(new URLSearchParams(location.search));
const guest = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name }) };
const [messages, outbox] = [[], new Map()]; // by seq; and by id, the texts not answered yet: safe to send again under that id
let [socket, silence, code, attempts, seen, arriving] = [null, 0, 0, 0]; // seen: epoch, seq and rev of what came in whole
function receive({ type, id, seq, rev = 0, ...event }) {
  if (type === "welcome" && !event.resumed) messages.length = 0;
  if (type === "welcome") arriving = { epoch: event.epoch, seq, rev };
  if (type === "ready") [seen, attempts] = [arriving, 0];
  if (type === "ready") outbox.forEach(send);
  if (event.retryAfter) return setTimeout(() => outbox.forEach(send), event.retryAfter * 1_000);
  outbox.delete(id);
  if (type !== "message" || rev < messages[seq]?.rev) return;
  messages[seq] = { rev, line: `${event.author.name}: ${event.text}` };
  Object.assign(arriving, { seq: Math.max(arriving.seq, seq), rev: Math.max(arriving.rev, rev) });
  document.querySelector("#messages").textContent = messages.flatMap(({ line }) => line).join("\n");
}
const send = (text, id) => socket?.readyState === 1 && socket.send(JSON.stringify({ type: "send", id, text }));
document.forms[0].onsubmit = ({ target }) => {
  outbox.set(crypto.randomUUID(), target.text.value);
  outbox.forEach(send);
  target.reset();
  return false;
};
setInterval(() => {
  if (socket?.readyState !== 1) return;
  socket.send("ping");
  silence = setTimeout(() => socket.close(), 10_000);
}, 30_000);
while (![4000, 4003, 4004, 4400].includes(code)) {
  const session = await fetch("/api/session").catch(() => guest);
  if (session.status === 401) await fetch("/api/session", guest).catch(() => guest);
  socket = new WebSocket(`/api/rooms/${room}/socket?${new URLSearchParams(seen)}`, "dormouse.v1");
  socket.onmessage = ({ data }) => (data === "pong" ? clearTimeout(silence) : JSON.parse(data).forEach(receive));
  ({ code } = await new Promise((resolve) => socket.addEventListener("close", resolve)));
  if (code === 4009) await new Promise((resolve) => addEventListener("input", resolve, { once: true }));
  const pause = code > 4009 ? 60_000 : Math.random() * Math.min(30_000, 500 * 2 ** attempts++);
  await new Promise((resolve) => setTimeout(resolve, pause));
}
