import type { peer } from '@hyperledger/fabric-protos';

/** A duplex stream of chaincode messages: a gRPC call to a chaincode service, or a chaincode in this process. */
export interface MessageStream {
  write(message: peer.ChaincodeMessage): void;
  onMessage(listener: (message: peer.ChaincodeMessage) => void): void;
  /** Called once, when the other side has gone. */
  onClose(listener: (reason: string) => void): void;
  end(): void;
}
