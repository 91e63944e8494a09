/** A text on one line without characters that cannot be seen, steer a terminal, or turn the direction of what follows. */
export const harmless = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '\u{FFFD}')
    .trim();
