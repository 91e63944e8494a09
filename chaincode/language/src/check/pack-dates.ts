import { addDays, addPeriod, definitions, isBefore, type BusinessDate, type Period } from '@scrip/model';
import { doubtful, wrong, type PackCheck, type PackFinding } from './pack-finding.js';

/** Facts of packs that are dates, as far as a pack has them. */
interface Dates {
  readonly prospectus: { readonly home: string; readonly approvedOn: BusinessDate; readonly publishedOn: BusinessDate };
  readonly notified?: readonly { readonly country: string; readonly on: BusinessDate }[];
  readonly supplements?: readonly { readonly publishedOn: BusinessDate }[];
  readonly qualifiedOn: BusinessDate;
  readonly publishedOn: BusinessDate;
  readonly deadline: BusinessDate;
}

/** When something is issued and repaid; absent: that is not said. */
interface Life {
  readonly issuedOn?: BusinessDate | undefined;
  readonly maturity?: BusinessDate | undefined;
}

type Check = (dates: Dates, life: Life) => readonly (PackFinding | undefined)[];

/** Regulation (EU) 2017/1129, article 12(1). */
const VALID = 'P1Y' as Period;

const euProspectus: Check = ({ prospectus, notified = [], supplements = [] }, life) => {
  const { home, approvedOn, publishedOn } = prospectus;
  const lastDay = addPeriod(approvedOn, VALID);
  const validity = `the prospectus is valid until ${lastDay}, twelve months after its approval`;
  return [
    life.issuedOn !== undefined && isBefore(lastDay, life.issuedOn)
      ? doubtful(
          'prospectus',
          `${validity}, and units are issued on ${life.issuedOn}: name the prospectus of this issue`,
        )
      : undefined,
    tooLate('prospectus', 'the prospectus is published', publishedOn, life),
    ...supplements.map((each) =>
      isBefore(each.publishedOn, publishedOn) || isBefore(lastDay, each.publishedOn)
        ? wrong(
            'supplements',
            `a supplement of ${each.publishedOn} supplements nothing: ${validity}, and published on ${publishedOn}`,
          )
        : undefined,
    ),
    ...notified.map(({ country, on }) =>
      country === home
        ? wrong('notified', `the prospectus is approved in ${home}: nothing is notified there, leave it out`)
        : isBefore(on, approvedOn) || isBefore(lastDay, on)
          ? wrong('notified', `what is approved on ${approvedOn} is not notified to ${country} on ${on}: ${validity}`)
          : undefined,
    ),
  ];
};

/** 17 CFR 230.251(d)(3)(i)(F). */
const OFFERED = 'P3Y' as Period;

const regulationA: Check = ({ qualifiedOn }, life) => {
  const lastDay = addPeriod(qualifiedOn, OFFERED);
  return [
    life.issuedOn !== undefined && isBefore(lastDay, life.issuedOn)
      ? doubtful(
          'qualifiedOn',
          `what was qualified on ${qualifiedOn} is offered until ${lastDay}, and units are issued on ${life.issuedOn}`,
        )
      : undefined,
    tooLate('qualifiedOn', 'the offering is qualified', qualifiedOn, life),
  ];
};

/** Days for which an offering is public before units are sold: 17 CFR 227.303(a)(2). */
const PUBLIC_DAYS = 21;

const crowdfunding: Check = ({ publishedOn, deadline }, life) => {
  const first = addDays(publishedOn, PUBLIC_DAYS);
  return [
    isBefore(deadline, first)
      ? wrong(
          'deadline',
          `nothing is sold before ${first}, ${PUBLIC_DAYS} days after the offering was published, and it ends on ${deadline}: say a later end`,
        )
      : undefined,
    tooLate('publishedOn', 'the offering is published', publishedOn, life),
  ];
};

const tooLate = (fact: string, what: string, on: BusinessDate, { maturity }: Life): PackFinding | undefined =>
  maturity !== undefined && isBefore(maturity, on)
    ? wrong(fact, `${what} on ${on}, and the security ends on ${maturity}: correct one of the two`)
    : undefined;

const CHECKS: Readonly<Record<string, Check>> = {
  EuProspectus: euProspectus,
  RegATier2: regulationA,
  RegCF: crowdfunding,
};

/** Dates of an offering that come before or after what they must not: its documents, and the life of the security. */
export const datesOfPack: PackCheck = (pack, security) => {
  const issued = (security?.of.instrument.values ?? {}) as { readonly issuedOn?: BusinessDate };
  const life = {
    issuedOn: issued.issuedOn,
    maturity: security && definitions.maturityOf(security.said)?.date,
  };
  const found = CHECKS[pack.name]?.(pack.with as unknown as Dates, life) ?? [];
  return found.filter((each) => each !== undefined);
};
