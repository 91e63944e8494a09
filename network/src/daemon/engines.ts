import { DevnetEngine } from '../devnet/devnet.js';
import type { Engine, EngineName, EngineOptions } from '../engine.js';
import { findBinaries } from '../fabric/binaries.js';
import { FabricEngine } from '../fabric/fabric-engine.js';
import type { NodePorts } from '../topology.js';

/** Throws when this machine lacks what the engine needs, before anything is written. */
export function requireEngine(name: EngineName): void {
  if (name === 'fabric') findBinaries();
}

/** An engine by its name. */
export function createEngine(name: EngineName, options: EngineOptions): Engine {
  return name === 'devnet' ? new DevnetEngine(options) : new FabricEngine(options);
}

/** The ports of an organisation that an engine listens on, with what listens there. */
export function portsInUse(name: EngineName, ports: NodePorts): readonly (readonly [use: string, port: number])[] {
  if (name === 'devnet') {
    return [
      ['peer', ports.peer],
      ['orderer', ports.orderer],
      ['certificate authority', ports.ca],
    ];
  }
  return [
    ['peer', ports.peer],
    ['peer, chaincode listener', ports.chaincodeListener],
    ['peer, operations', ports.peerOperations],
    ['orderer', ports.orderer],
    ['orderer, administration', ports.ordererAdmin],
    ['orderer, operations', ports.ordererOperations],
    ['certificate authority', ports.ca],
  ];
}
