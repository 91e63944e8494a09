import { ClassicLevel } from 'classic-level';
import type { CertificateRecord, IdentityRecord } from './records.js';

/** One write of an atomic batch. */
export type CaWrite =
  | { readonly put: 'identity'; readonly record: IdentityRecord }
  | { readonly put: 'certificate'; readonly record: CertificateRecord }
  | { readonly put: 'affiliation'; readonly name: string }
  | { readonly remove: 'identity' | 'affiliation'; readonly key: string };

type Kind = 'identity' | 'certificate' | 'affiliation';

/**
 * Registrations, affiliations and certificates of one organisation's CA, in LevelDB. A request's writes are one batch
 * that is on the disk before the request is answered, so a crash at any moment leaves all of it or nothing.
 */
export class CaStore {
  private constructor(private readonly database: ClassicLevel<string, unknown>) {}

  /** Opens the store in `directory`, creating it when it is not there. */
  static async open(directory: string): Promise<CaStore> {
    const database = new ClassicLevel<string, unknown>(directory, { keyEncoding: 'utf8', valueEncoding: 'json' });
    await database.open();
    return new CaStore(database);
  }

  identity(id: string): IdentityRecord | undefined {
    return this.database.getSync(keyOf('identity', id)) as IdentityRecord | undefined;
  }

  hasAffiliation(name: string): boolean {
    return this.database.getSync(keyOf('affiliation', name)) !== undefined;
  }

  certificate(serial: string, aki: string): CertificateRecord | undefined {
    return this.database.getSync(keyOf('certificate', `${serial}.${aki}`)) as CertificateRecord | undefined;
  }

  /** In the order of their ids. */
  async identities(): Promise<readonly IdentityRecord[]> {
    return (await this.#all('identity')) as IdentityRecord[];
  }

  async certificates(): Promise<readonly CertificateRecord[]> {
    return (await this.#all('certificate')) as CertificateRecord[];
  }

  /** Names in their order, so that each comes after the one above it. */
  async affiliations(): Promise<readonly string[]> {
    return (await this.#all('affiliation')) as string[];
  }

  /** Applies all writes or none; they are on the disk when it resolves. */
  async write(writes: readonly CaWrite[]): Promise<void> {
    await this.database.batch(writes.map(operation), { sync: true });
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  #all(kind: Kind): Promise<unknown[]> {
    return this.database.values({ gte: `${kind}!`, lt: `${kind}"` }).all();
  }
}

function keyOf(kind: Kind, key: string): string {
  return `${kind}!${key}`;
}

type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string };

function operation(write: CaWrite): Operation {
  if ('remove' in write) return { type: 'del', key: keyOf(write.remove, write.key) };
  switch (write.put) {
    case 'identity':
      return { type: 'put', key: keyOf('identity', write.record.id), value: write.record };
    case 'affiliation':
      return { type: 'put', key: keyOf('affiliation', write.name), value: write.name };
    case 'certificate': {
      const { serial, aki } = write.record;
      return { type: 'put', key: keyOf('certificate', `${serial}.${aki}`), value: write.record };
    }
  }
}
