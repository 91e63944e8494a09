import { msp } from '@hyperledger/fabric-protos';
import { BoundedCache } from '../crypto/bounded-cache.js';
import { read } from '../proto/decode.js';
import type { Identity } from './identity.js';
import { MspError } from './msp-error.js';
import type { OrganizationMsp } from './organization-msp.js';

/** Identities kept per channel: above the number of peers and of clients active at one time. */
const CACHED_IDENTITIES = 2000;

/** The MSPs of a channel (Fabric: msp/mspmgrimpl.go). */
export class MspManager {
  private readonly organizations: ReadonlyMap<string, OrganizationMsp>;
  private readonly identities = new BoundedCache<string, Identity | MspError>(CACHED_IDENTITIES);

  constructor(organizations: readonly OrganizationMsp[]) {
    this.organizations = new Map(organizations.map((organization) => [organization.mspId, organization]));
  }

  /** MSP ids of the channel in no particular order: orderers' and members' organisations alike. */
  get mspIds(): readonly string[] {
    return [...this.organizations.keys()];
  }

  /**
   * The valid identity behind a serialised one. The verdict is remembered for the life of the channel's configuration,
   * refusals too: nothing it depends on changes in between.
   *
   * @throws {MspError} with Fabric's text when the organisation is unknown or the certificate is not valid under its MSP
   */
  deserialize(serialized: Uint8Array): Identity {
    const key = Buffer.from(serialized.buffer, serialized.byteOffset, serialized.length).toString('latin1');
    const known = this.identities.get(key) ?? this.judge(serialized);
    this.identities.set(key, known);
    if (known instanceof MspError) {
      throw known;
    }
    return known;
  }

  /** As {@link deserialize}, but undefined instead of an error. */
  find(serialized: Uint8Array): Identity | undefined {
    try {
      return this.deserialize(serialized);
    } catch (error) {
      if (error instanceof MspError) return undefined;
      throw error;
    }
  }

  private judge(serialized: Uint8Array): Identity | MspError {
    try {
      return this.read(serialized);
    } catch (error) {
      return error instanceof MspError ? error : new MspError('could not deserialize a SerializedIdentity');
    }
  }

  private read(serialized: Uint8Array): Identity {
    const identity = read(msp.SerializedIdentity, serialized);
    const organization = this.organizations.get(identity.getMspid());
    if (organization === undefined) {
      throw new MspError(`MSP ${identity.getMspid()} is not defined on channel`);
    }
    const pem = Buffer.from(identity.getIdBytes_asU8()).toString('utf8');
    return organization.identity(Buffer.from(serialized), pem);
  }
}
