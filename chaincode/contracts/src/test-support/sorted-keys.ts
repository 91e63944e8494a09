/** Keys in the order of their code units, so that a range is found without looking at the others. */
export class SortedKeys {
  private keys: string[];

  constructor(keys: readonly string[] = []) {
    this.keys = [...keys];
  }

  add(key: string): void {
    const at = this.indexOf(key);
    if (this.keys[at] !== key) this.keys.splice(at, 0, key);
  }

  delete(key: string): void {
    const at = this.indexOf(key);
    if (this.keys[at] === key) this.keys.splice(at, 1);
  }

  /** Those from `start` up to `end`. */
  range(start: string, end: string): readonly string[] {
    return this.keys.slice(this.indexOf(start), this.indexOf(end));
  }

  copy(): SortedKeys {
    return new SortedKeys(this.keys);
  }

  /** Index of the first key that is not before one. */
  private indexOf(key: string): number {
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
