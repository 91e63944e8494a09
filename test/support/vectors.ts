import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

/** A block as a real peer committed it, with what the peer decided and computed. */
export interface VectorBlock {
  readonly number: number;
  /** `common.Block` in base64, metadata included. */
  readonly block: string;
  /** One validation code per transaction. */
  readonly flags: readonly number[];
  /** Hex; empty for block 0. */
  readonly commitHash: string;
}

/** A whole channel of a real network: golden data that any machine can check devnet against. */
export interface ChannelVectors {
  readonly source: string;
  readonly channel: string;
  readonly blocks: readonly VectorBlock[];
  /** World state after the last block: per namespace all simple keys with their values. */
  readonly state: Readonly<Record<string, readonly (readonly [key: string, value: string])[]>>;
}

const BEST_COMPRESSION = 9;

/** Compressed, because every endorsement repeats a certificate. */
export function writeVectors(path: string, vectors: ChannelVectors): void {
  writeFileSync(path, gzipSync(JSON.stringify(vectors), { level: BEST_COMPRESSION }));
}

export function readVectors(path: string): ChannelVectors {
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as ChannelVectors;
}
