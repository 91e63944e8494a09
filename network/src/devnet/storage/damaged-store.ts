/** A store whose files are not what was written: changed, cut short, or missing. */
export class DamagedStore extends Error {
  override readonly name = 'DamagedStore';

  /**
   * @param store its name: an MSP id, or `orderer`
   * @param damage what is wrong
   */
  constructor(
    readonly store: string,
    readonly damage: string,
    options?: ErrorOptions,
  ) {
    super(`the store of ${store} is damaged: ${damage}`, options);
  }
}
