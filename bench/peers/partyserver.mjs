// partyserver's broadcast, as in its README, with hibernation as it recommends; it counts the sender in, too. Keeps no messages.
import { routePartykitRequest, Server } from "partyserver";

export class Chat extends Server {
  static options = { hibernate: true };

  onMessage(_connection, message) {
    this.broadcast(message);
  }
}

export default {
  async fetch(request, env) {
    return (await routePartykitRequest(request, env)) || new Response("Not Found", { status: 404 });
  },
};
