/** A look inside the running process: for whoever sits at the machine (configuration.md §3.2), and at its end (§15). */
export { type Diagnostics, openDiagnostics } from './diagnostics-server.js';
export { NerdStats } from './nerd-stats.js';
