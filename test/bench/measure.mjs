// One proxy under one load: warm up, then watch its processor time and memory while the load runs.
import { cpuSeconds, family, residentMb } from './process-usage.mjs';

const SAMPLE_MS = 200;

export async function measure(phase, proxy, backend, { seconds, warmup }) {
  const { port } = proxy;
  const idleMb = residentMb(family(proxy.pid));
  const faults = await phase.warmUp({ port, seconds: warmup });

  const pids = family(proxy.pid);
  let peakMb = residentMb(pids);
  const sampler = setInterval(() => (peakMb = Math.max(peakMb, residentMb(pids))), SAMPLE_MS);
  const before = { proxy: cpuSeconds(pids), backend: cpuSeconds([backend.pid]) };
  let seen;
  let cpu;
  try {
    seen = await phase.load({ port, seconds });
  } finally {
    cpu = { proxy: cpuSeconds(pids) - before.proxy, backend: cpuSeconds([backend.pid]) - before.backend };
    clearInterval(sampler);
  }

  return {
    perSecond: seen.units / seen.seconds,
    p50: seen.p50,
    p99: seen.p99,
    first50: seen.first50,
    first99: seen.first99,
    cpuMicros: seen.units > 0 ? (cpu.proxy / seen.units) * 1e6 : undefined,
    backendMicros: seen.units > 0 ? (cpu.backend / seen.units) * 1e6 : undefined,
    busy: cpu.proxy / seen.seconds,
    idleMb,
    peakMb,
    errors: seen.errors + faults.length,
    fault: seen.fault ?? faults[0],
  };
}
