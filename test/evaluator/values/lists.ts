/** The values of a list as it is written: with commas and a last `or` or `and`. */
export const listOf = (written: string): readonly string[] => written.split(/, | or | and /);
