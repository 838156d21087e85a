import { suggestion } from '../nearest.js';
import { type Draft, settle } from './draft.js';

/** Engines, strategies and sources that do not exist (decisions.md 24). */
export function namesRule(draft: Draft): void {
  const { config, known } = draft;
  const { engine, loadBalancer } = config.proxy;
  const { discovery, modelRegistry } = config;
  const check = checker(draft);
  check(
    'proxy.engine',
    engine,
    known.engines,
    'failed to create proxy service: unknown proxy implementation',
  );
  check(
    'proxy.load_balancer',
    loadBalancer,
    known.loadBalancers,
    'failed to create load balancer: unknown load balancer strategy',
  );
  if (known.discoveryTypes !== 'any') {
    check('discovery.type', discovery.type, known.discoveryTypes ?? ['static'], 'unsupported discovery type');
  }
  check(
    'model_registry.type',
    modelRegistry.type,
    ['memory'],
    'failed to create model registry: unsupported registry type',
  );
  settle(modelRegistry, { type: modelRegistry.type || 'memory' });
  routingStrategy(draft);
}

/** An empty name is reported where it must not be empty, and nowhere else. */
function checker({ findings }: Draft) {
  return (path: string, name: string, names: readonly string[] | undefined, complaint: string): void => {
    if (name === '' || !names || names.includes(name)) return;
    findings.problem(path, `${complaint}: ${name}`, suggestion(name, names) ?? `known: ${names.join(', ')}`);
  };
}

/** The original starts with `strict` in place of a strategy that it does not know, and so do we. */
function routingStrategy({ config, findings, known: { routingStrategies } }: Draft): void {
  const { routingStrategy: strategy } = config.modelRegistry;
  if (strategy.type !== '' && (!routingStrategies || routingStrategies.includes(strategy.type))) return;
  findings.notice(
    'model_registry.routing_strategy.type',
    `Unknown routing strategy type, defaulting to strict: "${strategy.type}"`,
    suggestion(strategy.type, routingStrategies ?? []),
  );
  settle(strategy, { type: 'strict' });
}
