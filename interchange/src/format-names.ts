/** Names of the formats that are read and written. */
export const FORMAT_NAMES = ['fpml', 'cdm', 'ocf'] as const;

/** Name of a format. */
export type FormatName = (typeof FORMAT_NAMES)[number];
