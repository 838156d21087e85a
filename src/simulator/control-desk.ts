import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fault, FaultError, parseFault } from './faults/fault.js';
import { readBody } from './http/read-body.js';
import { Reply } from './http/reply.js';
import type { RequestCounts } from './request-counts.js';
import type { SimulatorState } from './state.js';

/** What can be asked of a simulator over `/sim/*`. */
export interface Controlled {
  readonly fault: Fault;
  /** Whether it can still be reached once its own port is closed. */
  readonly hasControlPort: boolean;
  setFault(fault: Fault): Promise<void>;
  state(): SimulatorState;
  requests(): RequestCounts;
}

const ROUTES = 'GET /sim/fault, POST /sim/fault, GET /sim/state, GET /sim/requests';

/** Serves `/sim/*`, which no fault ever touches, on the control port and on the server's own. */
export class ControlDesk {
  constructor(private readonly simulator: Controlled) {}

  /** @param door which port the request came through */
  handle(request: IncomingMessage, response: ServerResponse, path: string, door: 'own' | 'control'): void {
    const reply = new Reply(response, {}, undefined);
    switch (`${request.method} ${path}`) {
      case 'GET /sim/fault':
        return reply.json(200, this.simulator.fault);
      case 'GET /sim/state':
        return reply.json(200, this.simulator.state());
      case 'GET /sim/requests':
        return reply.json(200, this.simulator.requests());
      case 'POST /sim/fault':
        return readBody(request, (body) => {
          if (body !== undefined) this.switchFault(body, reply, response, door);
        });
      default:
        return reply.json(404, { error: `there is no ${request.method} ${path}; there are ${ROUTES}` });
    }
  }

  private switchFault(json: string, reply: Reply, response: ServerResponse, door: 'own' | 'control'): void {
    let fault: Fault;
    try {
      fault = parseFault(json);
      if (fault.kind === 'refuse') this.mayClose(fault);
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      return reply.json(400, { error: error.message });
    }
    if (fault.kind === 'refuse' && door === 'own') {
      // The answer has to leave before the port closes under it.
      response.once('close', () => void this.simulator.setFault(fault).catch(() => undefined));
      return reply.json(200, fault, { connection: 'close' });
    }
    this.simulator.setFault(fault).then(
      () => reply.json(200, fault),
      (error: unknown) => reply.json(409, { error: `the fault could not be set: ${String(error)}` }),
    );
  }

  private mayClose(fault: Fault): void {
    if (this.simulator.hasControlPort || fault.forMs !== undefined) return;
    throw new FaultError(
      '"refuse" closes this port, and without a control port nobody could open it again: start the simulator ' +
        'with a control port, or add "forMs": milliseconds after which it opens by itself',
    );
  }
}
