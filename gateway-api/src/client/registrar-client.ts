import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const ofSecurity = (isin: string, rest: string): string => `/v1/securities/${encodeURIComponent(isin)}${rest}`;
const ofParty = (id: string, rest: string): string => `/v1/parties/${encodeURIComponent(id)}${rest}`;

/** Acts on holder registers by those who keep and watch over them: every function throws {@link ProblemError}. */
export class RegistrarClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Proposes to freeze a security; another operator approves it. */
  freezeSecurity(isin: string, body: api.NewSecurityFreeze, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/freeze'), body, options);
  }

  /** Proposes to freeze a holder; another operator approves it. */
  freezeHolder(partyId: string, body: api.NewHolderFreeze, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofParty(partyId, '/freeze'), body, options);
  }

  /** Proposes to freeze a part of a holding; another operator approves it. */
  freezeUnits(isin: string, body: api.NewUnitsFreeze, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/frozen-units'), body, options);
  }

  /** Proposes to lift a freeze; another operator approves it. */
  liftFreeze(body: api.FreezeLifting, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post('/v1/freezes/lift', body, options);
  }

  /** Proposes a forced transfer; another operator approves it. */
  forceTransfer(isin: string, body: api.NewForcedTransfer, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/forced-transfers'), body, options);
  }

  /** Proposes to bring a holding to the record that succeeds its holder's; another operator approves it. */
  recoverHolding(isin: string, body: api.NewHoldingRecovery, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/recoveries'), body, options);
  }

  /** Proposes to redeem units; another operator approves it. */
  redeem(isin: string, body: api.NewRedemption, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/redemptions'), body, options);
  }

  /** Proposes to cancel units that the issuer holds; another operator approves it. */
  cancel(isin: string, body: api.NewRedemption, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/cancellations'), body, options);
  }

  /** Proposes another number of authorised units; another operator approves it, and then the other organisation. */
  changeAuthorisedUnits(
    isin: string,
    body: api.NewAuthorisedUnits,
    options: CommandOptions = {},
  ): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/authorised-units'), body, options);
  }

  /** What moved without its holder's word, and why. */
  orderedMovements(isin: string, options: ReadOptions = {}): Promise<api.OrderedMovements> {
    return this.#requests.get(ofSecurity(isin, '/ordered-movements'), { ...options });
  }

  /** Proposes to correct an entry by a new one; another operator approves it. */
  correct(isin: string, body: api.NewRegisterCorrection, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/corrections'), body, options);
  }

  /** Proposes to end a pending transfer on a legal basis; another operator approves it. */
  cancelTransfer(id: string, body: api.NewTransferCancellation, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(`/v1/transfers/${encodeURIComponent(id)}/cancellations`, body, options);
  }

  /** The entries of a register. */
  entries(
    isin: string,
    options: ReadOptions & { readonly holder?: string; readonly businessDate?: string } = {},
  ): Promise<api.EntryList> {
    return this.#requests.get(ofSecurity(isin, '/entries'), { ...options });
  }

  /** An entry, with the one that it corrects and those that correct it. */
  entry(isin: string, entry: string, options: ChannelOption = {}): Promise<api.EntryReply> {
    return this.#requests.get(ofSecurity(isin, `/entries/${encodeURIComponent(entry)}`), { ...options });
  }

  /** Proposes to encumber units by their holder's word; another operator approves it. */
  encumber(isin: string, body: api.NewEncumbrance, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/encumbrances'), body, options);
  }

  /** Proposes that an encumbrance steps behind another one by its beneficiary's word; another operator approves it. */
  subordinate(isin: string, body: api.NewSubordination, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/subordinations'), body, options);
  }

  /** Proposes to attach units by order; another operator approves it. */
  attachUnits(isin: string, body: api.NewAttachment, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/attachments'), body, options);
  }

  /** Proposes to lift an attachment; another operator approves it. */
  liftAttachment(isin: string, body: api.AttachmentLifting, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/attachments/lift'), body, options);
  }

  /** Proposes to satisfy a pledgee or a lienor out of the units; another operator approves it. */
  enforce(isin: string, body: api.NewEnforcement, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/enforcements'), body, options);
  }

  /** Proposes to release units by the beneficiary's word; another operator approves it. */
  releaseUnits(isin: string, body: api.NewRelease, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/releases'), body, options);
  }

  /** Which units of a security are encumbered, for whom and in which rank. */
  encumbrancesIn(isin: string, options: ChannelOption = {}): Promise<api.EncumbranceList> {
    return this.#requests.get(ofSecurity(isin, '/encumbrances'), { ...options });
  }

  /** Which units of a holder are encumbered, for whom and in which rank. */
  encumbrancesOf(partyId: string, options: ChannelOption = {}): Promise<api.EncumbranceList> {
    return this.#requests.get(ofParty(partyId, '/encumbrances'), { ...options });
  }

  /** To whom coupons and dividends of the units of a holder go today. */
  income(isin: string, holderId: string, options: ChannelOption = {}): Promise<api.IncomeReply> {
    return this.#requests.get(ofSecurity(isin, `/holders/${encodeURIComponent(holderId)}/income`), { ...options });
  }

  /** Proposes to exchange units by their holder's word; another operator approves it. */
  exchange(isin: string, body: api.NewExchange, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/exchanges'), body, options);
  }

  /** What every rule of both securities says to an exchange now. */
  exchangeVerdict(
    isin: string,
    asked: {
      readonly intoIsin: string;
      readonly holderId: string;
      readonly units: string;
      readonly designation?: string;
    },
    options: ChannelOption = {},
  ): Promise<api.ExchangeVerdict> {
    return this.#requests.get(ofSecurity(isin, '/exchange-verdict'), { ...options, ...asked });
  }

  /** Exchanges out of a security and into it. */
  exchanges(isin: string, options: ReadOptions = {}): Promise<api.ExchangeList> {
    return this.#requests.get(ofSecurity(isin, '/exchanges'), { ...options });
  }

  /** Proposes to make entries of certificates that were received and cancelled; another operator approves it. */
  dematerialise(isin: string, body: api.NewDematerialisation, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/dematerialisations'), body, options);
  }

  /** Proposes to give certificates out for units that leave the register; another operator approves it. */
  rematerialise(isin: string, body: api.NewRematerialisation, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/rematerialisations'), body, options);
  }

  /** Proposes to end a security for good; another operator approves it. */
  deactivate(isin: string, body: api.NewDeactivation, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/deactivation'), body, options);
  }

  /** Certificates on paper that were taken in or given out. */
  paperCertificates(
    isin: string,
    options: ReadOptions & { readonly status?: 'out' | 'cancelled' | 'deposited' } = {},
  ): Promise<api.PaperList> {
    return this.#requests.get(ofSecurity(isin, '/paper-certificates'), { ...options });
  }

  /** Makes one lot of several of one day and price. */
  consolidate(
    isin: string,
    body: api.NewConsolidation,
    options: CommandOptions = {},
  ): Promise<api.ConsolidationReceipt> {
    return this.#requests.post(ofSecurity(isin, '/consolidations'), body, options);
  }

  /** An extract of the holder register; the reading is logged with the right and the purpose that are named. */
  extract(
    isin: string,
    options: ReadOptions & { readonly recordDate?: string } & Pick<api.Inspection, 'right' | 'purpose'>,
  ): Promise<api.RegisterExtract> {
    return this.#requests.get(ofSecurity(isin, '/register-extract'), { ...options });
  }

  /** Who was shown the register, the latest first. */
  inspections(isin: string, options: ChannelOption = {}): Promise<api.InspectionList> {
    return this.#requests.get(ofSecurity(isin, '/register-inspections'), { ...options });
  }

  /** What is frozen of a security. */
  freezesIn(isin: string, options: ChannelOption = {}): Promise<api.FreezeList> {
    return this.#requests.get(ofSecurity(isin, '/freezes'), { ...options });
  }

  /** What is frozen of a holder. */
  freezesOf(partyId: string, options: ChannelOption = {}): Promise<api.FreezeList> {
    return this.#requests.get(ofParty(partyId, '/freezes'), { ...options });
  }
}
