import type { z } from 'zod';
import type * as deed from '../http/schemas/deed.js';
import type * as dispute from '../http/schemas/dispute.js';
import type * as evidence from '../http/schemas/evidence.js';
import type * as attestor from '../http/schemas/attestor.js';
import type * as paper from '../http/schemas/paper.js';
import type * as security from '../http/schemas/security.js';
import type * as title from '../http/schemas/title.js';
import type * as vote from '../http/schemas/vote.js';

/** Body of `dematerialise`. */
export type NewDematerialisation = z.input<typeof paper.NewDematerialisation>;
/** Body of `rematerialise`. */
export type NewRematerialisation = z.input<typeof paper.NewRematerialisation>;
/** Certificates on paper that are on record. */
export type PaperList = z.output<typeof paper.PaperList>;

/** Body of `deactivate`. */
export type NewDeactivation = z.input<typeof security.NewDeactivation>;
/** Body of `publish` of evidence. */
export type NewEvidence = z.input<typeof evidence.NewEvidence>;
/** That evidence was taken back. */
export type RevokedEvidence = z.output<typeof evidence.RevokedEvidence>;
/** What stands behind a security. */
export type EvidenceReply = z.output<typeof evidence.EvidenceReply>;
/** What must be shown anew. */
export type EvidenceDue = z.output<typeof evidence.EvidenceDue>;

/** What a transfer of title says beside what moves. */
export type Deed = z.output<typeof title.Deed>;
/** Body of `title.accept`. */
export type NewAcceptance = z.input<typeof title.NewAcceptance>;
/** Answer of `title.accept`. */
export type AcceptanceReceipt = z.output<typeof title.AcceptanceReceipt>;
/** How it stands with title to what a transfer is about. */
export type TitlePosition = z.output<typeof title.TitlePosition>;
/** A place from which it is voted. */
export type VotingRole = z.output<typeof title.VotingRole>;
/** Body of `title.vote`. */
export type NewVote = z.input<typeof vote.NewVote>;
/** Answer of `title.vote`. */
export type VoteReceipt = z.output<typeof vote.VoteReceipt>;
/** A ballot that was opened or closed. */
export type BallotReceipt = z.output<typeof vote.BallotReceipt>;
/** Votes on a transfer. */
export type VoteList = z.output<typeof vote.VoteList>;
/** Body of `title.giveStandingVote`. */
export type NewStandingVote = z.input<typeof vote.NewStandingVote>;
/** Standing votes on transfers of a security. */
export type StandingVoteList = z.output<typeof vote.StandingVoteList>;
/** Answer of `title.endStandingVote`. */
export type StandingVoteEnd = z.output<typeof vote.StandingVoteEnd>;
/** A place that a security gives to an organisation. */
export type AttestorPlace = z.output<typeof attestor.AttestorPlace>;
/** Body of `attestors.giveNotice`. */
export type NewAttestorNotice = z.input<typeof attestor.NewAttestorNotice>;
/** Body of `attestors.replace`. */
export type NewAttestor = z.input<typeof attestor.NewAttestor>;
/** Body of `attestors.moveCustody`. */
export type NewCustodian = z.input<typeof attestor.NewCustodian>;
/** Lots that are attested by others than those who should. */
export type StaleLots = z.output<typeof attestor.StaleLots>;
/** Body of `attestors.rehome`. */
export type NewRehoming = z.input<typeof attestor.NewRehoming>;
/** Answer of `attestors.rehome`. */
export type RehomingReceipt = z.output<typeof attestor.RehomingReceipt>;

/** Body of `title.makeDeed`. */
export type NewDeed = z.input<typeof deed.NewDeed>;
/** Answer of `title.makeDeed`. */
export type MadeDeed = z.output<typeof deed.MadeDeed>;
/** The deed of a transfer. */
export type DeedReply = z.output<typeof deed.DeedReply>;
/** As what document a deed is to be had. */
export type DeedForm = 'application/pdf' | 'text/html';
/** Body of `raise` of a dispute. */
export type NewDispute = z.input<typeof dispute.NewDispute>;
/** Body of `agree`. */
export type NewDisputeAgreement = z.input<typeof dispute.NewDisputeAgreement>;
/** Body of `decide`. */
export type NewDisputeDecision = z.input<typeof dispute.NewDisputeDecision>;
/** What the parties of a transfer want. */
export type DisputeAgreed = z.output<typeof dispute.DisputeAgreed>;
/** That an objection was taken back. */
export type DisputeWithdrawn = z.output<typeof dispute.DisputeWithdrawn>;
/** Disputes over transfers of a security. */
export type DisputeList = z.output<typeof dispute.DisputeList>;
/** A dispute. */
export type DisputeReply = z.output<typeof dispute.DisputeReply>;
