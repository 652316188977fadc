/** Limits a bench would run into, raised through the variables that any deployment has. Nothing else differs. */
export const raised = {
  MESSAGE_BURST: 1_000,
  MESSAGES_PER_SECOND: 1_000,
  CONNECTIONS_PER_ROOM: 20_000,
  SESSIONS_PER_HOUR: 1_000_000,
  ROOMS_PER_HOUR: 1_000_000,
  SEARCHES_PER_MINUTE: 1_000_000,
};
