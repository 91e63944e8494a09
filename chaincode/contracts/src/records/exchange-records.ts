import { exchangeRecord, type Exchange, type ExchangeRequest } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = ({ isin, holderId, exchangeId }: ExchangeRequest): string => `exchange/${isin}/${holderId}/${exchangeId}`;

/** Whether a holding has an exchange with this id: what was signed once is not done twice. */
export const isExchangeIdUsed = async (state: WorldState, asked: ExchangeRequest): Promise<boolean> =>
  (await state.get(keyOf(asked))) !== undefined;

/** Stages an exchange that was done. */
export const writeExchange = (state: WorldState, exchange: Exchange): void =>
  state.put(keyOf(exchange), exchangeRecord.encode(exchange));
