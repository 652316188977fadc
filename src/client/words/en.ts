import type { LaterWords } from "./later-en.ts";

const number = new Intl.NumberFormat("en");
const plurals = new Intl.PluralRules("en");

/** What the page says, by the place where it says it. The other languages have the same keys; the compiler sees to it. */
export const en = {
  app: {
    name: "Dormouse",
    titleIn: (room: string) => `${room} · Dormouse`,
  },
  signIn: {
    sentence: "Dormouse is chat in rooms that sleep while nobody is talking and wake with your first word.",
    question: "What should others call you?",
    name: "Your name",
    join: "Join",
    ended: "You were signed out. Choose a name to come back.",
  },
  unreachable: {
    heading: "Nobody answers",
    text: "The server cannot be reached. Check your connection and try again.",
    spentHeading: "That was all for today",
    spent: (when: string) => `The day's free quota is used up. The chat opens again ${when}.`,
    again: "Try again",
  },
  rooms: {
    label: "Rooms",
    add: "New room",
    close: "Close the rooms",
    online: (count: number) => `${number.format(count)} online`,
    asleep: "asleep",
    unread: (count: number) => `${number.format(count)} unread`,
    draft: "you have begun a message",
    failed: "The rooms could not be loaded.",
    again: "Try again",
    none: "No rooms yet.",
  },
  lobby: {
    heading: "All quiet",
    choose: "Choose a room to come in.",
    none: "There is no room yet. Make the first one with the plus sign in the list of rooms.",
    lostHeading: "There is nothing here",
    lost: "This address leads nowhere. The rooms are still where they were.",
  },
  room: {
    rooms: "Rooms",
    people: (count: number) => `People, ${number.format(count)} online`,
    closeDrawer: "Close",
  },
  banner: {
    offline: "No connection. What you write is kept, and sent when you are back.",
    /** @param time or day */
    offlineAsOf: (time: string) => `Offline – shown as of ${time}. What you write is kept, and sent when you are back.`,
    spent: (when: string) =>
      `The day's free quota is used up. Writing works again ${when}. What you write is kept, and sent then.`,
    asleep: "The room has gone to sleep. Move or press a key to wake it.",
    full: "This room is full. You will come in as soon as there is space.",
    flood: "That was a lot at once. The room takes a minute's rest, then goes on.",
    stopped: {
      not_found: "There is no such room, or it is not open to you.",
      replaced: "This room was opened again elsewhere, so it stopped here.",
      removed: "You were removed from this room.",
      room_deleted: "This room was deleted.",
      protocol_error: "This page and the server no longer understand each other. Reload the page.",
      refused: "The server closed this room for you.",
    },
    useHere: "Use it here",
    reload: "Reload",
    otherRooms: "To the other rooms",
    dismiss: "Dismiss",
  },
  timeline: {
    label: "Messages",
    empty: "It is quiet in here. Say the first word.",
    waking: "Waking the room…",
    jump: "Jump to latest",
    jumpPast: (count: number) => `Jump to latest · ${number.format(count)} new`,
    fresh: "New",
    today: "Today",
    yesterday: "Yesterday",
  },
  history: {
    older: "Older messages…",
    newer: "Newer messages…",
    failed: "These messages could not be loaded.",
    again: "Try again",
    toUnread: (count: number) => `Jump to first unread (${number.format(count)})`,
    back: "Back to the reply",
    otherDay: "Jump to another day",
  },
  message: {
    actions: "What to do with this message",
    react: "React",
    reply: "Reply",
    edit: "Edit",
    delete: "Delete",
    menu: "More",
    otherEmoji: "Other emoji",
    copyText: "Copy text",
    copyLink: "Copy link",
    copied: "Copied.",
    notCopied: "The browser did not let it be copied.",
    justDeleted: "Deleted",
    undo: "Undo",
    deleted: "This message was deleted.",
    edited: "edited",
    earlier: "An earlier message",
    reaction: (emoji: string, count: number) => `${emoji} ${number.format(count)}`,
    people: (count: number) => (plurals.select(count) === "one" ? "1 person" : `${number.format(count)} people`),
    more: (count: number) => `${number.format(count)} more`,
  },
  markdown: {
    spoiler: "Spoiler",
    code: (language: string) => (language === "" ? "Code" : `Code, ${language}`),
    copy: "Copy",
    copied: "Copied",
    notCopied: "Not copied",
  },
  delivery: {
    sending: "Sending…",
    later: "Will be sent",
  },
  composer: {
    emoji: "Emoji",
    label: "Message",
    placeholder: (room: string) => `Message ${room}`,
    send: "Send",
    left: (count: number) => `${number.format(count)} left`,
    tooLong: (count: number) =>
      plurals.select(count) === "one" ? "1 character too many" : `${number.format(count)} characters too many`,
    isNearlyFull: "The message is nearly as long as it can be.",
    isTooLong: "The message is too long to be sent.",
    unknownCommand: (command: string, literal: string) =>
      `There is no command ${command}. To send this as it is, begin with two slashes: ${literal}`,
  },
  /** What the lists are called from which a word is completed. */
  typing: {
    one: (name: string) => `${name} is typing`,
    two: (first: string, second: string) => `${first} and ${second} are typing`,
    /** @param others two or more */
    more: (first: string, others: number) => `${first} and ${number.format(others)} others are typing`,
  },
  search: {
    label: "Search",
    open: "Search this room",
    close: "Close the search",
    placeholder: (room: string) => `Search ${room}`,
  },
  people: {
    label: "People",
    list: "Online",
    close: "Close the people",
    find: "Find people",
    none: "Nobody is here who wants to be seen.",
    notFound: "Nobody here has such a name.",
    you: "you",
    active: "active",
    away: "away",
    awayFor: (duration: string) => `away for ${duration}`,
    activeSince: (time: string) => `Active since ${time}`,
    awaySince: (time: string) => `Away since ${time}`,
    gone: "Not here any more",
    mention: "Mention",
  },
  you: {
    label: "You",
    settings: "Settings",
    menu: "Your status",
    standings: { active: "Active", away: "Away", invisible: "Invisible" },
  },
  /** Why something was refused, by the server's code for it. */
  refusals: {
    offline: "The server cannot be reached. Check your connection and try again.",
    internal: "The server did not answer as it should. Try again in a moment.",
    unavailable: "That is not possible just now. Try again in a moment.",
    unauthorized: "You are not signed in any more.",
    forbidden: "You are not allowed to do that.",
    muted: "You cannot write in this room at the moment.",
    not_found: "It is not there any more.",
    name_empty: "A name needs at least one character that can be seen.",
    name_too_long: "This name is too long.",
    topic_too_long: "This topic is too long.",
    text_empty: "A message needs some text.",
    text_too_long: "This message is too long.",
    too_large: "This message is too long to send.",
    query_empty: "A search needs at least one letter or digit.",
    query_too_long: "This search is too long.",
  },
  hour: {
    today: (time: string) => `at ${time}`,
    tomorrow: (time: string) => `tomorrow at ${time}`,
  },
  form: {
    failed: "That did not work. Try again in a moment.",
    spent: (when: string) => `The day's free quota is used up. This works again ${when}.`,
    tooOften: (minutes: number) =>
      `That was too often. Try again in ${plurals.select(minutes) === "one" ? "a minute" : `${number.format(minutes)} minutes`}.`,
  },
};

/** `later` is loaded with each other language, but in English only when it is needed: `laterWords` has it. */
export type Words = typeof en & { later?: LaterWords };
