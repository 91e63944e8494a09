import { partyId } from '@scrip/model';
import { argument, by } from '../command/input.js';

/** A party by its place. */
export const PARTY = argument('party', 'id of the party', by(partyId));
