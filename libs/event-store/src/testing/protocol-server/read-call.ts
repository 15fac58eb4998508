import type { Fault } from './faults.js';
import type { Node } from './node.js';
import { Outlet, type ReadCall } from './outlet.js';
import { readOnce } from './read-once.js';
import { parseReadRequest, type ReadRequest } from './read-request.js';
import { handlerFailed, notLeader, Refusal, timedOut, unavailable } from './refusals.js';
import { subscribe } from './subscription.js';

/** `Streams.Read`: reads and subscriptions, of a stream or of everything. */
export function readCall(node: Node, call: ReadCall): void {
  let request: ReadRequest;
  try {
    request = parseReadRequest(call.request);
    node.access.require(call.metadata, streamOf(request));
  } catch (error) {
    call.emit('error', error instanceof Refusal ? error : handlerFailed());
    return;
  }
  const method = request.count === undefined ? 'subscribe' : 'read';
  node.calls[method] += 1;
  const fault = node.faults.take({ method, stream: streamOf(request) });
  const outlet = new Outlet(node, call, fault);
  const serve = async (): Promise<void> => {
    try {
      await (request.count === undefined
        ? subscribe(node, request, outlet)
        : readOnce(node.log, request, outlet));
    } catch (error) {
      outlet.fail(error instanceof Refusal ? error : handlerFailed());
    }
  };
  if (fault === undefined) void serve();
  else befall(outlet, fault, serve);
}

function streamOf({ target }: ReadRequest): string {
  return target.kind === 'all' ? '$all' : target.name;
}

function befall(outlet: Outlet, fault: Fault, serve: () => Promise<void>): void {
  switch (fault.kind) {
    case 'silence':
      return;
    case 'late':
      setTimeout(() => void serve(), fault.ms).unref();
      return;
    case 'status':
      outlet.fail(fault.code === undefined ? unavailable() : new Refusal(fault.code, 'A planned fault.'));
      return;
    case 'cut':
      outlet.cut();
      return;
    case 'timeout':
      outlet.fail(timedOut());
      return;
    case 'not-leader':
      outlet.fail(notLeader(fault.host, fault.port));
      return;
    case 'close-after':
      void serve();
      return;
    case 'duplicate':
    case 'disk-full':
      throw new Error(`A read cannot be befallen by ${fault.kind}; plan this fault for an append.`);
  }
}
