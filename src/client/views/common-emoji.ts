/** What people react with most. */
export const COMMON_EMOJI = ["👍", "❤️", "😂", "🎉", "😮", "😢"];
