import { adopt, named } from './definitions.js';
import { enlist, shareOf, type Estate } from './matrix-market.js';
import { votesOf } from './market.js';
import { secondVersionOf, type TestSecurity } from './securities.js';

const KEEPER = 'KeeperMSP';
const AUTHORITY = 'AuthorityMSP';
const FOUNDED_ON = '2026-11-20';
/** Two votes for each share in place of one: that is a right of its holders. */
const MORE_VOTES = { terms: votesOf('2') };

const nextVersionOf = (security: TestSecurity): object => secondVersionOf(security, MORE_VOTES);

/** Holders of two securities are asked about an amendment: it is voted on one of them, and the other is to be counted. */
export async function ask(estate: Estate): Promise<void> {
  const { channel, mspId } = estate;
  for (const [isin, deadline] of [
    [estate.asked, '2026-12-31'],
    [estate.voted, '2026-11-30'],
  ] as const) {
    const security = shareOf(isin, mspId);
    await enlist(channel, security);
    await adopt(channel, nextVersionOf(security), { author: mspId, adopter: AUTHORITY });
    const allocations = ['plain', 'entity'].map((name) => ({ holderId: estate.party(name), units: '10' }));
    await channel.submit(mspId, 'register:issue', { isin, allocations });
    const { name: definition, hash } = named(nextVersionOf(security));
    const solicitation = { recordDate: FOUNDED_ON, deadline };
    for (const by of [mspId, KEEPER]) {
      await channel.submit(by, 'security:amend', { isin, definition, hash, grandfathers: false, solicitation });
    }
  }
}

/** What a holder of the estate says to the amendment on which it is voted. */
export const holderVoteOf = ({ mspId, asked: isin, ...estate }: Estate): object => ({
  ...{ isin, number: 1, hash: named(nextVersionOf(shareOf(isin, mspId))).hash },
  ...{ holderId: estate.parties.get('plain'), yes: '10', no: '0' },
});
