// What opens over the page when someone asks for it: a part of the page of its own, which later.tsx loads.
export { CreateRoom } from "./create-room.tsx";
export { EmojiPicker } from "./emoji-picker.tsx";
export { Help } from "./help.tsx";
export { MessageMenu } from "./message-menu.tsx";
export { SearchPanel } from "./search-panel.tsx";
export { Settings } from "./settings.tsx";
