/** The place that the network gives a security. What the security is stands in its text alone. */
export interface Listing {
  /** File of its text: `siemens-share` is `securities/siemens-share.scrip`. */
  readonly text: string;
  /** Channel of its register. */
  readonly channel: string;
  /** MSP id of the member that acts for its issuer; who the issuer is, its text says. */
  readonly issuer: string;
  /** MSP id of who keeps its register. */
  readonly registrar: string;
  /** MSP id of who screens every movement by a list that it keeps secret; absent: nobody. */
  readonly screener?: string;
  /** Calendar whose business days count for its register. */
  readonly calendar: string;
}

/** The file of listings as written. */
export interface ListingsFile {
  readonly listings: readonly Listing[];
}

/** What registers a security: the body of `POST /v1/securities`. */
export interface SecurityPlacement {
  /** Name of its definition, with the version. */
  readonly definition: string;
  readonly registrar: string;
  readonly screener?: string;
  readonly calendar: string;
}

/** What registers a listed security. @param definition - name of what its text defines, with the version */
export const placementOf = ({ registrar, screener, calendar }: Listing, definition: string): SecurityPlacement => ({
  ...{ definition, registrar, calendar },
  ...(screener === undefined ? {} : { screener }),
});
