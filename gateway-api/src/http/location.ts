/** Values of the parameters of a path by their names. */
export type PathValues = Readonly<Record<string, string>>;

/**
 * The `Location` of a resource.
 *
 * @param path - as OpenAPI has it, for instance `/v1/securities/{isin}`
 * @param channel - absent: the resource belongs to none
 */
export function locationOf(path: string, values: PathValues, channel?: string): { readonly Location: string } {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  return { Location: channel === undefined ? filled : `${filled}?channel=${channel}` };
}
