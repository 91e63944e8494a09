import type { SOLICITATION_STATES } from '@scrip/model';
import type { z } from 'zod';
import type * as solicitation from '../http/schemas/solicitation.js';

/** How a solicitation stands. */
export type SolicitationState = (typeof SOLICITATION_STATES)[number];
/** Body of `solicitations.vote`. */
export type NewHolderVote = z.input<typeof solicitation.NewHolderVote>;
/** Body of `solicitations.setAside`. */
export type NewSetAside = z.input<typeof solicitation.NewSetAside>;
/** Body of `solicitations.withdraw`. */
export type NewSolicitationWithdrawal = z.input<typeof solicitation.NewSolicitationWithdrawal>;
/** What was said of an account. */
export type HolderVoteReceipt = z.output<typeof solicitation.HolderVoteReceipt>;
/** How a solicitation stands now. */
export type SolicitationConcluded = z.output<typeof solicitation.SolicitationConcluded>;
/** Solicitations of a security. */
export type SolicitationList = z.output<typeof solicitation.SolicitationList>;
/** A solicitation, and how far it is. */
export type SolicitationReply = z.output<typeof solicitation.SolicitationReply>;
/** Votes in a solicitation. */
export type HolderVoteList = z.output<typeof solicitation.HolderVoteList>;
/** An account in a solicitation. */
export type VotingAccount = z.output<typeof solicitation.VotingAccount>;
