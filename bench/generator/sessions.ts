/** Sessions that are made at the same time. */
const AT_ONCE = 16;

/** Makes guests of Dormouse, one for each member. @returns their tokens */
export async function signIn(port: number, first: number, count: number): Promise<string[]> {
  const tokens: string[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      tokens[index] = await newSession(port, `Member ${first + index}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return tokens;
}

/** @returns the token of a new guest of Dormouse */
export async function newSession(port: number, name: string): Promise<string> {
  const { token } = (await post(port, "/api/session", { name })) as { token: string };
  return token;
}

/** Makes a room of Dormouse. @returns its id */
export async function makeRoom(port: number, name: string): Promise<string> {
  const { room } = (await post(port, "/api/rooms", { name }, await newSession(port, "Founder"))) as {
    room: { id: string };
  };
  return room.id;
}

/** Posts to Dormouse's API. @throws Error if it refuses */
export async function post(port: number, path: string, body: object, token?: string): Promise<unknown> {
  const headers = {
    "Content-Type": "application/json",
    "Sec-Fetch-Site": "same-origin",
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
  };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
