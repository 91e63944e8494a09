/** The generated protobuf classes of every copy of fabric-protos hang on this one global and look each other up there. */
const NAMESPACE = 'proto';
const globals = globalThis as Record<string, unknown>;

/**
 * Loads modules that bring another version of fabric-protos, without letting it replace the classes of ours: both
 * versions register under one global, so the later one would otherwise answer for the earlier. What is loaded here
 * finds our newer classes when it runs, which know every field of the older ones.
 */
export function loadIsolated<T>(load: () => T): T {
  const ours = globals[NAMESPACE];
  globals[NAMESPACE] = {};
  try {
    return load();
  } finally {
    globals[NAMESPACE] = ours;
  }
}
