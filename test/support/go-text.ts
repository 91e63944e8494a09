/**
 * Go's protobuf library writes either of two kinds of space into its texts, chosen by a hash of the binary, so that
 * nobody relies on them. A comparison takes them for one.
 */
export const withPlainSpaces = (text: string): string => text.replaceAll('\u00a0', ' ');
