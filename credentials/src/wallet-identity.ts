import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CaClient } from './ca-client.js';
import type { CaAddress } from './ca-request.js';
import { notAfterOf } from './expiry.js';
import { enrollmentIdOf, renewalTime, untilRenewal } from './renewal.js';
import { enrolledAt, readEnrolment, writeEnrolment, type Enrolment } from './wallet.js';

/** Where an identity comes from and where it is kept. */
export interface WalletIdentityParts {
  /** The wallet's folder. */
  readonly wallet: string;
  /** Name of the identity's file in the wallet, without `.id`. */
  readonly label: string;
  readonly mspId: string;
  readonly authority: CaAddress;
  /** Told what happened, and why a renewal failed. */
  readonly log: (message: string, error?: unknown) => void;
}

/**
 * An identity that enrols once with what its registrar left in the wallet (`enrolment.json`: id and one-time secret),
 * with a key that it makes itself, and that renews itself with a new key before its certificate ends.
 */
export class WalletIdentity {
  readonly #client: CaClient;
  #timer: NodeJS.Timeout | undefined;
  #isWatching = false;
  #onRenewed: (enrolment: Enrolment) => void = () => undefined;

  private constructor(
    private readonly parts: WalletIdentityParts,
    private enrolment: Enrolment,
    private heldSince: Date,
  ) {
    this.#client = new CaClient(parts.authority);
  }

  /**
   * The identity of the wallet, enrolled when there is none, renewed when its end is near.
   *
   * @throws {Error} when there is neither an identity nor what to enrol with, or the CA refuses
   */
  static async open(parts: WalletIdentityParts): Promise<WalletIdentity> {
    const first = join(parts.wallet, 'enrolment.json');
    const path = identityPath(parts);
    const known = readEnrolment(path);
    const identity = new WalletIdentity(parts, known ?? (await enrol(parts, first)), enrolledAt(path));
    rmSync(first, { force: true });
    if (known !== undefined) await identity.renewInTime();
    return identity;
  }

  /** The certificate and key to sign with now. */
  get current(): Enrolment {
    return this.enrolment;
  }

  /**
   * Renews the certificate whenever it is time, until {@link stop}.
   *
   * @param onRenewed told the new certificate and key
   */
  watch(onRenewed: (enrolment: Enrolment) => void): void {
    this.#onRenewed = onRenewed;
    this.#isWatching = true;
    this.#schedule();
  }

  stop(): void {
    this.#isWatching = false;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (!this.#isWatching) return;
    const wait = untilRenewal(this.enrolment.certificate, this.heldSince, new Date());
    this.#timer = setTimeout(() => void this.renewInTime().then(() => this.#schedule()), wait).unref();
  }

  /**
   * Takes a new certificate when the end of this one is near. When the CA cannot be reached, the old one goes on.
   *
   * @returns whether there is a new one
   */
  async renewInTime(now = new Date()): Promise<boolean> {
    const { current, parts } = this;
    if (now < renewalTime(current.certificate, this.heldSince)) return false;
    try {
      const renewed = await this.#client.reenroll(enrollmentIdOf(current.certificate), current);
      writeEnrolment(identityPath(parts), parts.mspId, renewed);
      this.enrolment = renewed;
      this.heldSince = new Date();
    } catch (error) {
      parts.log('the certificate could not be renewed; it is tried again', error);
      return false;
    }
    parts.log(`renewed the certificate, which ends on ${notAfterOf(this.enrolment.certificate).toISOString()}`);
    this.#onRenewed(this.enrolment);
    return true;
  }
}

async function enrol(parts: WalletIdentityParts, path: string): Promise<Enrolment> {
  if (!existsSync(path)) {
    throw new Error(
      `${parts.mspId} has no identity ${identityPath(parts)} and nothing to enrol with: register it at the CA and put ` +
        '{"id": …, "secret": …} into enrolment.json beside; `npm start` does it for its gateways',
    );
  }
  const { id, secret } = JSON.parse(readFileSync(path, 'utf8')) as { readonly id?: unknown; readonly secret?: unknown };
  if (typeof id !== 'string' || typeof secret !== 'string') throw new Error(`${path} must hold an id and a secret`);
  const enrolment = await new CaClient(parts.authority).enroll(id, secret);
  writeEnrolment(identityPath(parts), parts.mspId, enrolment);
  parts.log(`enrolled as ${id}`);
  return enrolment;
}

function identityPath({ wallet, label }: WalletIdentityParts): string {
  return join(wallet, `${label}.id`);
}
