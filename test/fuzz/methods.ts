/** Every gRPC method that a client can call at a peer or an orderer. Those that write are last. */
export const METHODS = [
  '/gateway.Gateway/Evaluate',
  '/gateway.Gateway/Endorse',
  '/gateway.Gateway/CommitStatus',
  '/gateway.Gateway/ChaincodeEvents',
  '/protos.Endorser/ProcessProposal',
  '/protos.Deliver/Deliver',
  '/protos.Deliver/DeliverFiltered',
  '/protos.Deliver/DeliverWithPrivateData',
  '/discovery.Discovery/Discover',
  '/orderer.AtomicBroadcast/Deliver',
  '/orderer.AtomicBroadcast/Broadcast',
  '/gateway.Gateway/Submit',
] as const;
