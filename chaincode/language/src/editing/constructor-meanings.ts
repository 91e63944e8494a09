/** What each constructor means; made anew by `node chaincode/language/dist/reference/record-reference.js`. */
export const CONSTRUCTOR_MEANINGS: Readonly<Record<string, string>> = {
  'hasClaim@1':
    'A claim of the type stands about the side. Where none does, the reason is that of the claim which comes nearest.',
  'hasNoClaim@1': 'No claim of the type stands about the side.',
  'hasAnyClaim@1':
    'A claim of at least one of the types stands about the side. Where none does, the reason is that of the first type, in the order in which they are written, of which there is a claim at all.',
  'hasNoneOfClaims@1': 'A claim of none of the types stands about the side.',
  'claimSays@1':
    'What the standing claims of the type say about the side is one of the values. It is not known where no claim stands, and where standing claims say different things (`CLAIM_ABSENT`: the one that is needed).',
  'residesIn@1':
    'The side resides in one of the countries: so its standing claims of type `residence` say, whose value is a country. It is not known where no such claim stands, and where they name different countries.',
  'residesOutside@1':
    'The side resides in none of the countries, by its standing claims of type `residence`. Where no such claim stands, or they name different countries, it is not known: whoever shows no residence does not pass.',
  'isOfKind@1': 'The side is on record as one of the kinds of parties.',
  'areAffiliates@1':
    'Sender and receiver belong to one group of affiliates: the receiver is a member of the group of the sender.',
  'notBefore@1': 'Only from the date on, that date included.',
  'notAfter@1': 'Only up to the date, that date included.',
  'outsideBlackouts@1': 'Not within any of the closed periods, their first and last days included.',
  'outsideYearlyBlackouts@1':
    'Not within any of the closed periods, their first and last days included, nor within the same days of any later year: a period is said as it is for the first time, is shorter than a year, and may go on into the next one. The 29th of February is the 28th in years that have none.',
  'sinceOffering@1':
    'The period since the day on which the offering was closed is over. While the offering is open, it is not known.',
  'sinceIssue@1': 'The period since the day of the first issue is over. Before the first issue, it is not known.',
  'reconsidered@1': 'Time to reconsider: the period since the day on which the instruction was entered is over.',
  'reconsideredUntil@1':
    'Time to withdraw: nothing settles from the first to the last day, both included, that was instructed up to the first day, that day included. Later instructions are not concerned.',
  'heldFor@1':
    'Every unit that moves was acquired at least the period ago: of each lot that the movement consumes the period is over.',
  'heldLongerThan@1':
    'As `heldFor`, where the last day of the period still belongs to it: what must not be sold "within six months" of 15 January can be sold on 16 July.',
  'lockedUntil@1':
    'Units acquired up to a date, that date included, stay where they are before another date; on that other date they can move.',
  'vested@1':
    'Of each lot no more moves than has vested. The first step vests a cliff after the lot was acquired, each further one a period after the one before it; of a lot with k of n steps behind it, k n-ths can move. What is left of a lot is no lot of its own: what the holder has disposed of before counts as well ((passedOn + moved) * n <= (passedOn + units) * k). The movement consumes lots one after the other: all of each, and of the last what is left to move.',
  'partAtMost@1':
    'At most a part of what the sender holds before the movement moves at once (units * 100 <= percent * holding).',
  'holdersAtMost@1':
    'There are at most so many holders of record of a class afterwards. They become one more where the receiver is of the class and holds nothing before and something after the movement, and one fewer where the sender is of the class and holds nothing after it; an issue has no sender. A movement that makes them no more is always allowed, so that a limit that is exceeded already keeps nobody from leaving. Of an exchange only the receiver is looked at, who comes or goes; of movements that are judged together the number counts also where they become no more. A class is said with a claim or without one, not both.',
  'holdersAtMost@2':
    'As `holdersAtMost`, where the rule says who is counted: holders of record, a nominee as one (17 CFR 240.12g5-1), or those for whom units are held, where nominees are looked through (240.12g5-1(b)(3)).',
  'holdsDirectly@1': 'The receiver is on the register itself: nobody holds for it.',
  'holdsDirectly@2':
    'As `holdsDirectly`, where a receiver who is a nominee itself does not hold directly either, if it holds anything afterwards: what it has designated to nobody is held for somebody whom the register does not know.',
  'nomineesHaveClaim@1':
    'Every nominee through whom the receiver holds has a claim of a type; met where there is none. The reason is that of the first who lacks it.',
  'nomineesHaveClaim@2':
    'As `nomineesHaveClaim`, where a receiver who is a nominee itself must have the claim, too, if it holds anything afterwards: that is pooled.',
  'subscribersAtMost@1':
    'At most so many parties of a class have subscribed within a period, wherever they reside: `subscribersPerCountryAtMost` counts a country by itself. Who has already may subscribe again, and a receiver who is not of the class is not counted. A class is of those with a claim or of those without one. To a class belongs who has the claim today: who has got it since subscribing is counted no longer, though a law that counts purchasers at the sale would go on to count it.',
  'subscribersPerCountryAtMost@1':
    'At most so many parties without a claim, who reside where the receiver does, have subscribed within a period: a number that holds for each country by itself. A receiver with the claim is not counted, whatever its residence. Claims and residence are those of today, as with `subscribersAtMost`.',
  'holdingAtMost@1': 'The receiver holds at most so many units afterwards.',
  'holdingAtLeast@1': 'A side holds at least so many units afterwards, or none.',
  'exitsInFull@1': 'The sender leaves altogether: all of its units move.',
  'movesAtLeast@1': 'At least so many units move at once.',
  'movesInMultiplesOf@1': 'Units move in whole lots of trading of so many.',
  'nominalAtLeast@1':
    'The nominal value that moves is at least an amount; unknown for units that have no nominal value in its currency.',
  'denominationAtLeast@1':
    'The nominal value of one unit is at least an amount; unknown for units that have no nominal value in its currency.',
  'shareAtMost@1':
    'The receiver holds afterwards at most a part of the units that are outstanding afterwards (holding * 100 <= percent * outstanding, exactly).',
  'groupShareAtMost@1': 'As `shareAtMost`, of what the receiver and its affiliates hold together.',
  'groupShareBelow@1': 'As `groupShareAtMost`, where the part itself is too much already.',
  'volumeAtMost@1':
    'What the sender has transferred within the period that ends today, this time included, is at most so many units; where it says so, together with its affiliates.',
  'volumeShareAtMost@1':
    'As `volumeAtMost`, at most a part of the units outstanding before the movement (in per cent, exactly).',
  'raisesAtMost@1':
    'All subscriptions within the period that ends today, this one included, raise at most an amount: units times the offering price per unit, exactly.',
  'raisesBelow@1': 'As `raisesAtMost`, where the amount itself is too much already.',
  'costsAtLeast@1':
    'This subscription alone costs at least an amount at the offering price: units times price, exactly.',
  'investsAtMost@1':
    "The receiver's subscriptions within the period that ends today, this one included, come to at most an amount at the offering price.",
  'investsWithinBand@1':
    'As `investsAtMost`, where the amount goes by the band that the claim of a type puts the investor in: income and wealth stay with who has examined them. It is not known where no claim of the type stands, where standing claims differ, and where there is no band for what they say.',
  'approvedBy@1':
    'An organisation with a role has approved this very movement: consent of the issuer, of the registrar, …',
  'agreedOn@1': 'The transfer was agreed on one of the venues.',
  'agreedBilaterally@1': 'The transfer was agreed between the parties alone, and on no venue.',
  'paysFixed@1':
    'Fixed interest: `ratePercent` per year on the nominal, from the day of issue. It needs `countsDays`. ACTUS `nominalInterestRate`, `cycleOfInterestPayment`; ISO 20022 event INTR.',
  'paysStepped@1':
    'Fixed interest that changes on dates known from the start: each rate per year from its date on, ascending.',
  'paysFloating@1':
    'Interest at a published rate times `multiplier` (absent: one) plus a margin (in per cent per year), not below a floor and not above a cap: these are of the whole, with multiplier and margin, as terms of bonds have it; a floor or a cap of FpML and CDM is of the published rate alone, without the margin. `tenor` is that of a term rate. When it is fixed and what stands for a rate that is not published are sentences of their own, which it needs (`fixesRate`, `fallsBackOn`). ISDA 2021 section 6; ACTUS `marketObjectCodeOfRateReset`, `rateSpread`, `lifeFloor`, `lifeCap`.',
  'fixesRate@1':
    'Which fixing a floating rate takes: that so many business days before the beginning (rates known in advance) or the end (compounded in arrears) of a period, as its administrator publishes it at a source. Looking back, the rate of an earlier day counts for each day of the period, and weighs as that day of the period does (lookback without observation shift; with one: `shiftsObservations`). ISDA 2021 sections 6.5, 7.',
  'fallsBackOn@1':
    'What stands for a rate or an index that is not published, one after the other. ISDA 2021 section 8.',
  'shiftsObservations@1':
    'Overnight rates are observed over a period that begins and ends so many business days before the interest period, and each weighs as its own day does (observation period shift). Looking back without it is a part of `fixesRate`. ISDA 2021 section 7; ARRC conventions for SOFR floating rate notes.',
  'locksOutRate@1':
    'For the last business days of an interest period the overnight rate of the day before them counts (lockout, rate cut-off). ISDA 2021 section 7; ARRC conventions for SOFR floating rate notes.',
  'floorsDailyRate@1':
    'No overnight rate counts as less, each before it is compounded or averaged; a floor of `paysFloating` is of the whole rate. ISDA 2021 section 7 (daily floor).',
  'changesRateByRating@1':
    'The rate rises for each step of their scale by which agencies rate the security below a level (the lower of several ratings counts), in percentage points per year from the next interest period on, up to so many in all; it falls with a better rating again, or stays. Interest rate adjustment by rating events in the indentures of US investment-grade notes.',
  'paysInKind@1':
    'Interest is not paid but added to the nominal, on which interest runs then (payment in kind): by choice of the issuer or always, up to a date; what is added bears the rate plus a margin. PIK toggle notes of high-yield indentures.',
  'paysNoInterest@1': 'No interest is paid: a zero-coupon bond, a SAFE.',
  'followsIndex@1':
    'Nominal, and so interest or repayment or both, follow a price index: index of the month `lagMonths` before, over the base. `floorPercent` is the least that is repaid, in per cent of the nominal (absent: no floor). ICMA, canadian model of inflation-linked bonds; ACTUS `scalingEffect`, `marketObjectCodeOfScalingIndex`.',
  'changesRateByTarget@1':
    'The rate changes where an indicator misses (or meets) its target when it is observed: sustainability-linked bonds. The change is in percentage points per year, from the interest period that begins on a date. ICMA Sustainability-Linked Bond Principles.',
  'changesRateOn@1':
    'The rate changes from the next interest period on when an event occurs, such as a change of rating.',
  'defersInterest@1':
    'Interest need not be paid when it is due: the issuer may defer it, or must while an event lasts. What is deferred is owed (cumulative), with interest on it or without, or is lost. CRR article 52(1)(l) for what is lost.',
  'paysShareOf@1': 'A part of a named income, in per cent, at the end of every period: profit participation, rent.',
  'roundsPayments@1': 'Rounding of what is paid for each unit or holding, and what becomes of the remainder.',
  'paysLateInterest@1': 'Interest on what is paid late, in percentage points per year above the rate of the security.',
  'grossesUp@1':
    'Taxes that are withheld are made good, so that holders get what they would have got; exceptions in words.',
  'countsDays@1':
    'How days of an interest period make a part of a year: ICMA rule 251, ISDA 2006 section 4.16; ACTUS `dayCountConvention`.',
  'adjustsDays@1':
    'Which days are business days, and what becomes of a payment that falls on another: ISDA 2006 section 4.12. `adjusted`: the interest period moves with the payment; `unadjusted`: it stays, and nothing is paid for the delay.',
  'paysAfterPeriod@1':
    'Interest is paid so many business days after the end of its period, and nothing is paid for the delay: the rate is known by then. ARRC conventions for SOFR (payment delay).',
  'accruesFrom@1':
    'Interest runs from a day other than that of issue: buyers pay what has accrued by then (dated date of Treasury notes, interest commencement date of programmes). ICMA pricing: accrued interest.',
  'hasStub@1':
    'The first or the last interest period is shorter or longer than the others: ISDA 2006 section 4.17, ACTUS stub.',
  'recordsHolders@1':
    'Who is paid: the holders at the end of the day so many days before a payment is due (ISO 20022 record date, RDTE).',
  'tradesExFrom@1':
    'From when on units are traded without the next payment, before its record date (ISO 20022 ex-date, XDTE).',
  'paysThrough@1': 'Through whom the issuer pays.',
  'calculatesBy@1': 'Who determines rates and amounts, and whose word binds but for manifest error.',
  'paysOutOf@1':
    'Out of what is paid: all that the issuer has, or only the income and the value of an asset or a pool (limited recourse: what that does not cover is not owed).',
  'prescribes@1':
    'Claims lapse so many years after they were due, of principal and of interest. Condition "prescription" of bond programmes; BGB section 801.',
  'listedOn@1': 'Where units are admitted to trading, by ISO 10383.',
  'repaysOn@1': 'All is repaid on one day, in per cent of the nominal. ACTUS PAM `maturityDate`; ISO 20022 event REDM.',
  'repaysByFormula@1': 'All is repaid on one day by a formula, for each unit.',
  'repaysInParts@1':
    'Repaid in parts of the nominal on dates, which make 100 per cent. ACTUS LAX; ISO 20022 event PRED.',
  'repaysInAmounts@1':
    'Repaid in amounts for each unit on dates, which make its nominal. ACTUS LAX; ISO 20022 event PRED.',
  'repaysRegularly@1':
    'Repaid at the end of every period: in equal parts of the nominal (ACTUS LAM), or so that interest and repayment together are the same each time (ACTUS ANN).',
  'sinks@1': 'A part of the issue (per cent of what was issued) is redeemed at its nominal each period: sinking fund.',
  'repaysShortfall@1':
    'On one day what is missing is paid: so much that all payments of the security, this one included, come to a multiple of the nominal; nothing where they have come to it before. Income and interest that were paid count.',
  'endsAtTotal@1':
    'Once all payments of the security, income and interest included, have come to a multiple of the nominal, nothing more is owed; a payment that would go beyond it is made up to it. Notes that pay a part of a revenue.',
  'neverMatures@1': 'There is no date on which it is repaid.',
  'extendsTo@1':
    'The repayment can be put off to a later date: by choice with notice, or by itself when an event occurs (soft bullet).',
  'endsOn@1': 'When nothing is owed or held any more.',
  'prepaysFrom@1':
    'The issuer redeems, or offers to redeem, out of a part of what it gets beyond a threshold: in per cent of the nominal, within days of getting it, or of the end of the period within which it may reinvest and has not. A cash flow is that of a financial year. LMA leveraged facilities agreement (mandatory prepayment: disposal, insurance and acquisition proceeds, excess cash flow); offers out of excess proceeds in the indentures of high-yield notes.',
  'mustRedeemAfter@1':
    'The issuer must redeem all within days after an event, at a price in per cent of the nominal: special mandatory redemption, such as of bonds for an acquisition that fails; mandatory prepayment on exit of the LMA leveraged facilities agreement.',
  'issuerMayRedeem@1':
    'The issuer may redeem before maturity, at prices in per cent of the nominal from dates on. American: on any day, bermudan: on interest payment dates, european: on the dates of the prices alone. ISO 20022 event MCAL, PCAL.',
  'issuerMayRedeemMakeWhole@1':
    'The issuer may redeem at the greater of the nominal and what is still to be paid, discounted at a benchmark plus a margin (make-whole), up to a date from which another right follows.',
  'issuerMayRedeemAfter@1':
    'The issuer may redeem all after an event (taxes, regulation, accounting, substantial repurchase), at a price.',
  'issuerMayPurchase@1':
    'The issuer may buy units in the market or from holders: it cancels them, or may hold and sell them again. Condition "purchases" of bond programmes; ISO 20022 event BIDS.',
  'issuerMayCleanUp@1':
    'The issuer may redeem the rest when no more than a part of what was issued is outstanding (clean-up call).',
  'holderMayRequire@1':
    'A holder may require repayment on dates, at prices in per cent of the nominal. ISO 20022 event BPUT.',
  'holderMayRequireAfter@1':
    'A holder may require repayment within so many days after an event, at a price in per cent of the nominal.',
  'classMayRequire@1':
    'Holders of a majority of a class may require that it is redeemed from a date on, at a multiple of the issue price.',
  'holderMayConvert@1':
    'A holder may convert units into another security or class, at a price for each unit got (against the nominal) or in a ratio. ISO 20022 event CONV.',
  'adjustsConversion@1': 'What changes the price or the ratio of a conversion or an exercise, so that its value stays.',
  'holderMayExchange@1':
    'A holder may exchange units for another security of the issuer, such as another tranche. ISO 20022 event EXOF.',
  'holderMayExercise@1':
    'A holder may buy (call) or sell (put) the underlying: `multiplier` of it for each unit, at a strike for each. American: on any day of the period, bermudan: on the dates, european: on its last day alone. ISO 20022 event EXWA.',
  'vests@1': 'Exercise vests in parts, in per cent of the units, on dates: employee awards.',
  'informs@1': 'Holders get accounts and other documents within days after the end of what they are about.',
  'mostFavoured@1':
    'Better terms that a later purchaser of the same kind gets are offered to the holder too (most favoured).',
  'mayParticipate@1': 'A holder may take part in later issues up to a purchase amount or its share of the whole.',
  'convertsOn@1':
    'When an event occurs, the issuer must convert each unit (or the purchase amount) into so many units of another security or class, rounded to whole ones: SAFE, convertible notes, contingent convertibles.',
  'convertsAt@1':
    'On a date, each unit is converted into so many of another security or class: mandatory convertibles.',
  'mustPayOn@1': 'When an event occurs, the issuer must pay an amount by a formula, and nothing is owed any more.',
  'writesDownOn@1':
    'When an event occurs, the nominal is written down by a part, for good or until the issuer may write it up again. CRR article 54 (additional tier 1).',
  'occursBelow@1':
    'An event that a ratio falls below a level, as it is reported: capital trigger of CRR article 54(1)(a).',
  'votes@1': 'So many votes for each unit (decimal string, more than none).',
  'hasNoVote@1': 'No vote.',
  'votesWhile@1': 'Votes for each unit while an event lasts, such as arrears of preferred dividends.',
  'mayPayDividends@1': 'Dividends as the body decides, on all units alike. ISO 20022 event DVCA.',
  'paysPreferredDividend@1':
    'A preferred dividend before any other: in per cent per year of the issue price. What is not paid is owed (cumulative) or lost; beyond it the class takes part with the others or does not.',
  'liquidationPreference@1':
    'On dissolution or sale, a multiple of the issue price before junior classes; beyond it the class takes part fully, up to a multiple in all, or not. Open Cap Format `liquidation_preference_multiple`, `participation_cap_multiple`.',
  'sharesResidue@1': 'What is left on dissolution after all who rank before belongs to the units in proportion.',
  'preEmption@1':
    'Holders of this security may subscribe for their part of new issues, or buy what another holder sells, before others.',
  'preEmptionOfClass@1':
    'As `preEmption`, of holders of another class: they may subscribe for new issues of this security, or buy what a holder of it sells, before others.',
  'antiDilution@1':
    'The conversion price falls when shares are issued below it: to the new price (full ratchet) or to a weighted average, of all shares as if converted (broad) or of those outstanding (narrow).',
  'dragsAlong@1':
    'Holders of a majority who sell may require the others to sell with them at the same price: where that is at least so much for a unit, or such a multiple of the issue price, where those consent who are named, not to a buyer who is excluded, and after a notice. NVCA model voting agreement (drag-along right and its conditions).',
  'tagsAlong@1':
    'Holders may sell their part with a holder who sells more than a part, at the same price, where they say so within days of the notice; not in transfers to those who are excluded. NVCA model right of first refusal and co-sale agreement.',
  'appointsDirectors@1': 'The class appoints so many directors.',
  'needsConsentFor@1':
    'What the company may not do without holders of a part of the class. NVCA model certificate of incorporation (preferred stock protective provisions).',
  'paysToPlay@1':
    'Who does not take its part of a later issue that is open to it gets units of another class for its own: for all, or for the part that it lacks (pay to play). NVCA model certificate of incorporation (special mandatory conversion).',
  'takesDividendsInUnits@1':
    'A holder may choose new units in the place of a dividend, so much below their price. ISO 20022 events DVOP, DRIP.',
  'isGiven@1': 'A quantity that comes from outside, with its unit and who states it.',
  'acceleratesIfLate@1':
    'Where something that is due is not paid within days of grace, holders of a part (per cent of what is outstanding) may declare all due.',
  'acceleratesAfter@1': 'When an event occurs and lasts for days, holders of a part may declare all due.',
  'fallsDueOn@1': 'When an event occurs, all is due without a word of anybody: insolvency.',
  'crossDefaults@1':
    'The event CrossDefault: other debt of the issuer (or its group) above a threshold is due and unpaid, or falls due early.',
  'hasNoDefault@1':
    'Late or missing payment gives no right to declare anything due: what holders may do then, in words.',
  'keepsRatio@1':
    'A covenant: the issuer keeps a ratio at or above, or at or below, a level at the end of every period; otherwise an event occurs.',
  'permitsWhile@1':
    'The issuer may do something only while a ratio is at most, or at least, a level, counted as if it were done (incurrence covenant); up to an amount in all it may in any case (basket). Limitations on debt and on restricted payments in the indentures of high-yield notes.',
  'curesByEquity@1':
    'The breach of a covenant is healed where owners pay in new equity within days of its report, so many times in all, in following periods or not. LMA leveraged facilities agreement (equity cure).',
  'rescindsAcceleration@1':
    'Holders of a part may take back that all was declared due, where what gave the right to it is over. Trust Indenture Act of 1939 section 316(a)(1)(B) (waiver of past defaults).',
  'suspendsOn@1':
    'When an event occurs and lasts for days, dividends or payments to junior ranks are suspended until it ends. That transfers are, nothing new can say: nobody tells the ledger of events.',
  'ranks@1': 'Where claims of holders stand.',
  'ranksAmong@1':
    'Where claims stand beside others by name, and how what is short is shared among those who rank alike.',
  'securedBy@1': 'Claims are secured by an asset, in a rank, held by a trustee for the holders.',
  'guaranteedBy@1':
    'Somebody guarantees what is owed: a part of it, at once or after the issuer has failed. CFI: guarantee.',
  'coveredBy@1':
    'A separate pool of assets covers what is owed, by at least so much more, watched by a monitor. Directive (EU) 2019/2162 articles 6, 13, 15; CRR article 129(3a) for the part by which it exceeds.',
  'securesNoOther@1': 'The issuer secures no other debt without securing this alike; exceptions in words.',
  'recognisesBailIn@1':
    'Holders recognise that an authority may write down or convert their claims: Directive 2014/59/EU article 55.',
  'changingNeeds@1':
    'Changing something needs a part of the votes, and a part of all votes that takes part (quorum); both in per cent. ICMA standard collective action clauses. Where nothing is said of a change, nor of `anything`, all units must agree.',
  'changingTogetherNeeds@1':
    'A change that several series are asked for together needs a part of all of them, and a part of each as well (two limbs), or not (one limb: then the same is offered to all). Per cent of what is outstanding. ICMA standard aggregated collective action clauses.',
  'asksHolders@1':
    'How long holders are asked about a change at least, in days from the opening to the deadline, and whether that ends before its deadline once so many have agreed that nothing can change the outcome.',
  'issuerMayChange@1': 'What the issuer may change alone: manifest errors, what does no harm.',
  'notifies@1': 'How holders are told, and how many days later they count as told.',
  'representedBy@1': 'Who stands for the holders together: a trustee or a common representative.',
  'observes@1':
    'What the security looks at, each with its initial level from which performance is counted (absent: the close of the day of the fixing).',
  'redeemsEarly@1':
    'Repaid early, at a price in per cent of the nominal, days after the first of these dates on which the underlying closes at or above its trigger, in per cent of its initial level (autocall).',
  'paysIfAbove@1':
    'A coupon, in per cent of the nominal, for each of these dates on which the underlying closes at or above a barrier; with memory, those that were missed are paid as well.',
  'repaysByBarrier@1':
    'Repaid in full unless the underlying has closed below a barrier (in per cent of its initial level; observed on one day or throughout): then by its performance from a strike, in cash or by delivery of the underlying.',
  'protectsCapital@1': 'At least a part of the nominal is repaid at the end whatever happens (capital protection).',
  'linkedToCredit@1':
    "Repayment falls with the loss of a reference entity's debt after a credit event. ISDA 2014 credit derivatives definitions.",
  'takesLosses@1':
    'A slice of the losses of a pool, from an attachment to a detachment point, in per cent of the pool. Regulation (EU) 2017/2402 article 2(6).',
  'paysInOrder@1': 'What comes in is paid in this order, each in full before the next (waterfall).',
  'retainsRisk@1': 'The originator keeps a part of the risk: Regulation (EU) 2017/2402 article 6.',
  'distributes@1':
    "Periodic distribution of a sukuk: an expected rate per year out of rent, profit or instalments of what the holders own together. AAOIFI Shari'ah standard 17.",
  'undertakesPurchase@1':
    'Somebody buys the assets of a sukuk, at a price in per cent of the nominal, when an event occurs or it is dissolved.',
  'certifiedBy@1': 'Boards or scholars that have found the security in keeping with a law of conduct.',
  'fundEnds@1':
    'A closed-end fund ends on a day, or so long after a closing, and is wound up; that can be put off so many times, by a period each, where somebody consents. ILPA model limited partnership agreement (term); Regulation (EU) 2015/760 article 18.',
  'callsCapital@1':
    'What holders have promised for each unit is called from them when it is needed, by notice, up to a day or so long after a closing (commitment or investment period); what comes back to them by then can be called again, or cannot. ILPA model limited partnership agreement (capital commitments, drawdowns, commitment period).',
  'sharesGains@1':
    'Once holders have got back what they paid in and a preferred return on it, in per cent per year, the manager takes a part of the gains; of what follows first it takes the catch-up, until it has its part of all of them. Counted over the whole fund or over each investment; what it took too much it gives back, or does not (clawback). ILPA model limited partnership agreement (distributions).',
  'valued@1': 'The net asset value of a unit is found at the end of every period, by somebody. ISO 20022 reda.001.',
  'deals@1':
    'Units are issued and redeemed at their net asset value: orders by a time of day (in the place of the fund) so many days before, paid so many days after. ISO 20022 setr.',
  'chargesFee@1': 'A fee, in per cent: of net assets per year, of the gain, or of what is subscribed or redeemed.',
  'gatesRedemptions@1':
    'No more than a part of the fund is redeemed on one dealing day; the rest waits (gate). Directive 2011/61/EU annex V.',
  'swingsPrice@1': 'The price is moved against whoever causes net flows above a part of the fund (swing pricing).',
  'distributesIncome@1': 'Income is paid out at the end of every period. ISO 20022 event DVCA, CAPD.',
  'accumulatesIncome@1': 'Income stays in the fund.',
  'tracksIndex@1': 'The fund follows an index, by holding what is in it or by contracts.',
  'standsFor@1': 'What stands behind the units: an asset by its entry in a register.',
  'provesAsset@1':
    "Who must show that an asset of `standsFor` is there, how often, and what is suspended otherwise. What must be shown of no asset, such as an auditor's report, is a sentence of the definition of kind ownership.",
  'usesProceedsFor@1':
    'What the money is used for, by a framework: green, social or sustainability bonds. ICMA Green Bond Principles.',
  'redeemsAtPar@1':
    'Money is a claim that is redeemed at par on demand within days: Regulation (EU) 2023/1114 articles 39 and 49.',
  'backedBy@1': 'What is held against units that are outstanding, apart from the estate of the issuer.',
  'bond@1': 'Debt of a state, a company or a bank: fixed, floating, zero, convertible, covered, perpetual.',
  'share@1': 'An ordinary share.',
  'preferredShare@1': 'A share of a class with a preference; multiples and rates are of its issue price.',
  'fundUnit@1': 'A unit of a fund, whose value is that of what the fund holds.',
  'warrant@1':
    'A right to buy or to sell: by the company whose shares are bought, or by somebody else, who covers it or does not.',
  'certificate@1': 'A debt whose payments hang on the prices of others: autocall, barrier, credit-linked.',
  'safe@1':
    'A simple agreement for future equity: what one unit costs; whether its own conversion counts in capitalization.',
  'convertibleNote@1': 'A debt that is to become shares in a financing round.',
  'trancheNote@1': 'A class of notes on a pool.',
  'sukuk@1': "Certificates of shares in assets: AAOIFI Shari'ah standard 17.",
  'profitNote@1': 'A debt that pays a part of an income.',
  'tokenisedCash@1': 'A claim on a bank for money, redeemed at par.',
};
