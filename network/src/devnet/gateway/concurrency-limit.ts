import * as grpc from '@grpc/grpc-js';

/** Calls and streams that a peer serves at one time, by service (Fabric: `peer.limits.concurrency` of core.yaml). */
export const PEER_LIMITS: ReadonlyMap<string, number> = new Map([
  ['/protos.Endorser', 2500],
  ['/protos.Deliver', 2500],
  ['/gateway.Gateway', 500],
]);

/**
 * Refuses calls beyond the limit of their service, as a peer does (Fabric: internal/pkg/peer/node grpc_limiters.go,
 * whose plain error reaches the client as UNKNOWN).
 *
 * @param limits by service, such as `/gateway.Gateway`; others are not limited
 */
export function concurrencyLimit(limits: ReadonlyMap<string, number>): grpc.ServerInterceptor {
  const running = new Map<string, number>();
  return (method, call) => {
    const service = method.path.slice(0, method.path.lastIndexOf('/'));
    const limit = limits.get(service) ?? Infinity;
    const count = running.get(service) ?? 0;
    if (count >= limit) return refusing(call, service, limit);
    running.set(service, count + 1);
    let counted = true;
    const release = (): void => {
      if (counted) running.set(service, (running.get(service) ?? 1) - 1);
      counted = false;
    };
    return new grpc.ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onCancel: () => release(),
        }),
      sendStatus: (status, next) => {
        release();
        next(status);
      },
    });
  };
}

/** A call that ends before its handler hears of it. */
function refusing(
  call: ConstructorParameters<typeof grpc.ServerInterceptingCall>[0],
  service: string,
  limit: number,
): grpc.ServerInterceptingCall {
  const details = `too many requests for ${service}, exceeding concurrency limit (${limit})`;
  return new grpc.ServerInterceptingCall(call, {
    start: (next) => next({ onReceiveMetadata: () => call.sendStatus({ code: grpc.status.UNKNOWN, details }) }),
  });
}
