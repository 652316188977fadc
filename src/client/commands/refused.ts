/** A command that cannot be carried out as it stands; the message says why, to whoever wrote it. */
export class CommandRefused extends Error {}
