import type { MarketScene } from '../support/market-scene.js';
import type { Holder } from './holders.js';

/** Those who deal in the library, each taken on once: many securities ask the same of their holders. */
export class HoldersOfScene {
  readonly #known = new Map<string, Promise<string>>();

  constructor(private readonly scene: MarketScene) {}

  /** One who sells and of whom this is said. @returns its id */
  seller(of: Holder): Promise<string> {
    return this.once('Seller', of);
  }

  /** Another one, who buys. @returns its id */
  buyer(of: Holder): Promise<string> {
    return this.once('Buyer', of);
  }

  private once(as: string, of: Holder): Promise<string> {
    const key = JSON.stringify([as, of]);
    const known = this.#known.get(key) ?? this.takenOn(`${as} ${String(this.#known.size + 1)}`, of);
    this.#known.set(key, known);
    return known;
  }

  private async takenOn(name: string, { kind, claims, custodian }: Holder): Promise<string> {
    const id = await this.scene.managed(name, kind === undefined ? {} : { kind }, custodian);
    await Promise.all(Object.entries(claims).map(([type, value]) => this.scene.stated(id, type, value)));
    return id;
  }
}
