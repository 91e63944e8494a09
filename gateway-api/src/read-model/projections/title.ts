import { canonicalJson } from '@scrip/model';
import type { ProjectionsOf } from './projections.js';

/** The ledger itself is asked for them: nobody looks for many at once. */
const keepNothing = (): void => undefined;

/** Deeds and votes. */
export const titleProjections: ProjectionsOf<
  | 'AttestorReplaced'
  | 'AttestorNoticeGiven'
  | 'StandingVoteGiven'
  | 'StandingVoteEnded'
  | 'BallotOpened'
  | 'BallotEnded'
  | 'VoteCast'
  | 'DeedAccepted'
> = {
  AttestorReplaced: (database, { channel }, { security }) => {
    const { isin, registrar } = security;
    const sql = 'UPDATE security SET registrar = ?, facts = ? WHERE channel = ? AND isin = ?';
    database.run(sql, registrar, canonicalJson(security), channel, isin);
  },
  AttestorNoticeGiven: keepNothing,
  StandingVoteGiven: keepNothing,
  StandingVoteEnded: keepNothing,
  BallotOpened: (database, { channel }, { ballot }) => {
    const { instructionId, isin, lastDay } = ballot;
    const sql = 'INSERT INTO ballot (channel, instruction_id, isin, last_day) VALUES (?, ?, ?, ?)';
    database.run(sql, channel, instructionId, isin, lastDay);
  },
  VoteCast: keepNothing,
  BallotEnded: (database, { channel }, { ballot }) => {
    const sql = 'DELETE FROM ballot WHERE channel = ? AND instruction_id = ?';
    database.run(sql, channel, ballot.instructionId);
  },
  DeedAccepted: (database, { channel }, { instruction }) => {
    const sql = 'UPDATE instruction SET facts = ? WHERE channel = ? AND instruction_id = ?';
    database.run(sql, canonicalJson(instruction), channel, instruction.instructionId);
  },
};
