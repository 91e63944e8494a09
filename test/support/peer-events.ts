import { readFileSync } from 'node:fs';
import { credentials } from '@grpc/grpc-js';
import { common, orderer, peer } from '@hyperledger/fabric-protos';
import { envelopeOf, nameOf } from './orderer-session.js';
import type { ConnectionProfile } from './profile.js';
import type { User } from './signing.js';

const CALL_TIMEOUT_MS = 15_000;

/** The calls of the peer's deliver service. */
export type DeliverCall = 'deliver' | 'deliverFiltered' | 'deliverWithPrivateData';

/** The blocks `first` to `last` of a channel; `last` before `first` is a mistake that peers see. */
export interface BlockRange {
  readonly channel: string;
  readonly first: bigint;
  readonly last: bigint;
  /** Without the blocks' data. */
  readonly headersOnly?: boolean;
}

/** What a peer sent, and the name of the status that ended it. */
export interface Delivered {
  readonly responses: readonly peer.DeliverResponse[];
  readonly status: string;
}

/** Asks a peer for blocks as one user, which the client library does only for ranges that make sense. */
export function deliverFrom(
  profile: ConnectionProfile,
  user: User,
  call: DeliverCall,
  range: BlockRange,
): Promise<Delivered> {
  const client = new peer.DeliverClient(profile.gateway, credentials.createSsl(readFileSync(profile.tlsRootCert)));
  const responses: peer.DeliverResponse[] = [];
  return new Promise<Delivered>((resolve, reject) => {
    const stream = client[call]({ deadline: Date.now() + CALL_TIMEOUT_MS });
    stream.on('error', reject);
    stream.on('data', (response: peer.DeliverResponse) => {
      if (response.getTypeCase() !== peer.DeliverResponse.TypeCase.STATUS) {
        responses.push(response);
        return;
      }
      resolve({ responses, status: nameOf(response.getStatus()) });
      stream.end();
    });
    stream.once('end', () => reject(new Error('the peer closed the stream without a status')));
    stream.write(envelopeOf(user, range.channel, common.HeaderType.DELIVER_SEEK_INFO, seekInfo(range)));
  }).finally(() => client.close());
}

function seekInfo({ first, last, headersOnly }: BlockRange): orderer.SeekInfo {
  const seek = new orderer.SeekInfo();
  seek.setStart(at(first));
  seek.setStop(at(last));
  seek.setBehavior(orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY);
  if (headersOnly === true) seek.setContentType(orderer.SeekInfo.SeekContentType.HEADER_WITH_SIG);
  return seek;
}

function at(block: bigint): orderer.SeekPosition {
  const specified = new orderer.SeekSpecified();
  specified.setNumber(Number(block));
  const position = new orderer.SeekPosition();
  position.setSpecified(specified);
  return position;
}
