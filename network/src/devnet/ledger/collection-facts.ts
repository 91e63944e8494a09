import type { CollectionFacts, CollectionName, CollectionResolver, StateReader } from './types.js';

/** A collection that no definition knows: nobody is entitled to it and nothing expires. */
const UNDEFINED_COLLECTION: CollectionFacts = { member: false, blockToLive: 0 };

/** What is known about the collections that a block touches; each is looked up once. */
export class CollectionCatalog {
  private readonly facts = new Map<string, CollectionFacts>();

  constructor(
    private readonly resolve: CollectionResolver,
    private readonly reader: StateReader,
  ) {}

  async factsOf({ namespace, collection }: CollectionName): Promise<CollectionFacts> {
    const name = JSON.stringify([namespace, collection]);
    const known = this.facts.get(name);
    if (known !== undefined) {
      return known;
    }
    const facts = (await this.resolve(namespace, collection, this.reader)) ?? UNDEFINED_COLLECTION;
    this.facts.set(name, facts);
    return facts;
  }

  /**
   * The block with whose commit a value written by block `committing` goes (`pvtdatapolicy/btlpolicy.go`), or
   * undefined when it stays.
   */
  async expiryOf(name: CollectionName, committing: number): Promise<number | undefined> {
    const { blockToLive } = await this.factsOf(name);
    return blockToLive === 0 ? undefined : committing + blockToLive + 1;
  }
}
