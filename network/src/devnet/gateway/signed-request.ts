import { checkAccessTo } from '../peer/access.js';
import { asBuffer, type MessageType, ProtoError, read } from '../../proto/decode.js';
import { localChannel, type Registry } from './registry.js';
import { Code, RpcError } from './status.js';

interface SignedRequest {
  getRequest_asU8(): Uint8Array;
  getSignature_asU8(): Uint8Array;
}

interface Authenticated {
  getIdentity_asU8(): Uint8Array;
  getChannelId(): string;
}

/**
 * Reads a request whose client signed its bytes.
 *
 * @param what how the error texts name the request
 * @throws RpcError
 */
export function readSigned<T extends Authenticated>(
  signed: SignedRequest,
  type: MessageType<T>,
  what: { readonly required: string; readonly invalid: string },
): T {
  if (signed.getRequest_asU8().length === 0) throw new RpcError(Code.INVALID_ARGUMENT, what.required);
  try {
    return read(type, signed.getRequest_asU8());
  } catch (error) {
    if (error instanceof ProtoError) throw new RpcError(Code.INVALID_ARGUMENT, `${what.invalid}: ${error.message}`);
    throw error;
  }
}

/** @throws RpcError when the channel is unknown here or its policy refuses the client */
export function authorise(registry: Registry, resource: string, signed: SignedRequest, request: Authenticated): void {
  const channelId = request.getChannelId();
  if (channelId === '') {
    throw new RpcError(
      Code.PERMISSION_DENIED,
      'Invalid channel ID name during check policy on signed data. Name must be different from nil.',
    );
  }
  const channel = localChannel(registry, channelId);
  if (channel === undefined) {
    throw new RpcError(Code.PERMISSION_DENIED, `Failed to get policy manager for channel [${channelId}]`);
  }
  try {
    checkAccessTo(channel.bundle, resource, {
      identity: asBuffer(request.getIdentity_asU8()),
      data: asBuffer(signed.getRequest_asU8()),
      signature: asBuffer(signed.getSignature_asU8()),
    });
  } catch (error) {
    throw new RpcError(Code.PERMISSION_DENIED, (error as Error).message);
  }
}
