import { expiryNotices, expiryText, type ExpiringCertificate } from '@scrip/credentials';
import type { RequestHandler } from 'express';

/** The state of one channel. */
export interface ChannelHealth {
  readonly channel: string;
  readonly peerReachable: boolean;
  /** Last block of the read model; -1 before the first. */
  readonly block: number;
  /** Whether the read model has reached the peer's height at least once and follows it now. */
  readonly caughtUp: boolean;
  /** Whether the ledger has operators of this organisation: without them no command is carried out. */
  readonly operatorsOnRecord: boolean;
}

/** What the health routes ask. */
export interface Health {
  readonly mspId: string;
  readonly isStopping: () => boolean;
  readonly channels: () => Promise<readonly ChannelHealth[]>;
  /** What must be renewed in time. */
  readonly certificates: () => readonly ExpiringCertificate[];
}

/** Answers 200 while the process lives. */
export function healthz({ mspId }: Health): RequestHandler {
  return (_request, response) => {
    response.json({ status: 'alive', mspId });
  };
}

/** Whether a channel can be worked with. */
export const isChannelReady = ({ peerReachable, caughtUp, operatorsOnRecord }: ChannelHealth): boolean =>
  peerReachable && caughtUp && operatorsOnRecord;

/**
 * Answers 200 when every channel's peer can be reached, its read model is caught up and it has operators, else 503; the states in both,
 * with the certificates that end within 90 days.
 */
export function readyz(health: Health): RequestHandler {
  return async (_request, response) => {
    const channels = await health.channels();
    const isReady = !health.isStopping() && channels.every(isChannelReady);
    const warnings = expiryNotices(health.certificates(), new Date()).map(expiryText);
    response
      .status(isReady ? 200 : 503)
      .json({ status: isReady ? 'ready' : 'not ready', mspId: health.mspId, channels, warnings });
  };
}
