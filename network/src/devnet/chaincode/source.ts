import type { ChaincodeStream } from './chaincode-stream.js';

/** Where one organisation's peer finds a running chaincode. */
export interface ChaincodeSource {
  /** The stream, ready for invocations. @throws Error that says why the chaincode cannot be reached. */
  stream(): Promise<ChaincodeStream>;
  close(): void;
}

/** The chaincodes that one organisation's peer can run, by package id (Fabric: chaincode.HandlerRegistry). */
export class ChaincodeRegistry {
  readonly #sources = new Map<string, ChaincodeSource>();

  has(packageId: string): boolean {
    return this.#sources.has(packageId);
  }

  /** What is installed, in the order of the ids. */
  get packageIds(): readonly string[] {
    return [...this.#sources.keys()].sort();
  }

  /** Replaces, and closes, what ran under the same id. */
  install(packageId: string, source: ChaincodeSource): void {
    this.#sources.get(packageId)?.close();
    this.#sources.set(packageId, source);
  }

  /** Ends and forgets what runs under the id. */
  uninstall(packageId: string): void {
    this.#sources.get(packageId)?.close();
    this.#sources.delete(packageId);
  }

  /** @throws Error with Fabric's text when the chaincode does not run here or cannot be reached. */
  async launch(packageId: string): Promise<ChaincodeStream> {
    const source = this.#sources.get(packageId);
    if (source === undefined) throw new Error(`could not launch chaincode ${packageId}: chaincode is not installed`);
    try {
      return await source.stream();
    } catch (error) {
      throw new Error(`could not launch chaincode ${packageId}: ${(error as Error).message}`);
    }
  }

  close(): void {
    for (const source of this.#sources.values()) source.close();
    this.#sources.clear();
  }
}
