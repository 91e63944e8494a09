import type { ServedPeer } from '../devnet/faults/fault-injector.js';
import type { OrganizationPki } from '../pki/organization.js';
import type { SupervisedProcess } from '../process/supervised-process.js';
import { PeerAdmin } from './admin/peer-admin.js';

/** An organisation's peer: its process, which runs when this is made, and its administrator's connection to it. */
export class RealPeer implements ServedPeer {
  readonly mspId: string;
  readonly #connect: () => PeerAdmin;
  #admin: PeerAdmin | undefined;

  /** @param address `host:port` of the peer */
  constructor(
    pki: OrganizationPki,
    address: string,
    private readonly process: SupervisedProcess,
  ) {
    this.mspId = pki.mspId;
    this.#connect = () => new PeerAdmin(pki, address);
    this.#admin = this.#connect();
  }

  /** Undefined while the peer is down. */
  get admin(): PeerAdmin | undefined {
    return this.#admin;
  }

  get serving(): boolean {
    return this.#admin !== undefined;
  }

  /** Starts the process again on what it left behind. A connection of its own, because an old one waits long to retry. */
  async serve(): Promise<void> {
    await this.process.start();
    this.#admin = this.#connect();
  }

  /** Ends the process. */
  async closeServer(): Promise<void> {
    this.close();
    await this.process.stop();
  }

  /** Ends the connection alone. */
  close(): void {
    this.#admin?.close();
    this.#admin = undefined;
  }
}
