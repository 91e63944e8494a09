import type { ConfigProblem } from './config-error.js';
import type { Entries, Entry } from './entries.js';

interface Claim {
  readonly value: string | number;
  readonly keys: readonly (string | number)[];
}

/** Problems at every second claim of a value, naming the file of the first. */
function duplicates<T>(entries: readonly Entry<T>[], what: string, claims: (value: T) => Claim[]): ConfigProblem[] {
  const first = new Map<string | number, string>();
  return entries.flatMap(({ file, value }) =>
    claims(value).flatMap((claim) => {
      const owner = first.get(claim.value);
      if (owner !== undefined) return [file.problem(claim.keys, `${what} ${claim.value} is already in ${owner}`)];
      first.set(claim.value, file.path);
      return [];
    }),
  );
}

/** Names, numbers and ports that must be given once: across files, and operators within an organisation. */
export function checkDuplicates(entries: Entries): ConfigProblem[] {
  const { organizations } = entries;
  return [
    ...duplicates(organizations, 'mspId', ({ mspId }) => [{ value: mspId, keys: ['mspId'] }]),
    ...duplicates(organizations, 'LEI', ({ lei }) => [{ value: lei, keys: ['lei'] }]),
    ...duplicates(organizations, 'domain', ({ domain }) => [{ value: domain, keys: ['domain'] }]),
    ...duplicates(organizations, 'port', ({ gatewayPort, peerPort }) => [
      ...(gatewayPort === undefined ? [] : [{ value: gatewayPort, keys: ['gatewayPort'] }]),
      ...(peerPort === undefined ? [] : [{ value: peerPort, keys: ['peerPort'] }]),
    ]),
    ...organizations.flatMap((organization) =>
      duplicates([organization], 'operator', ({ operators }) =>
        operators.map(({ id }, index) => ({ value: id, keys: ['operators', index, 'id'] })),
      ),
    ),
    ...duplicates(entries.channels, 'channel', ({ name }) => [{ value: name, keys: ['name'] }]),
    ...duplicates(entries.policies, 'policy', ({ id }) => [{ value: id, keys: ['id'] }]),
    ...duplicates(entries.calendars, 'calendar', ({ id }) => [{ value: id, keys: ['id'] }]),
  ];
}
