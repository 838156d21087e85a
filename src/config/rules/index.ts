import { accessRule } from './access.rule.js';
import { adminRule } from './admin.rule.js';
import { aliasesRule } from './aliases.rule.js';
import { corsRule } from './cors.rule.js';
import { dashboardRule } from './dashboard.rule.js';
import type { Rule } from './draft.js';
import { endpointsRule } from './endpoints.rule.js';
import { fieldRule } from './field.rule.js';
import { limitsRule } from './limits.rule.js';
import { loggingRule } from './logging.rule.js';
import { modelPoliciesRule } from './model-policies.rule.js';
import { modelsRule } from './models.rule.js';
import { namesRule } from './names.rule.js';
import { proxyRule } from './proxy.rule.js';
import { readableSecretsRule } from './readable-secrets.rule.js';
import { serverRule } from './server.rule.js';
import { tracingRule } from './tracing.rule.js';
import { translatorsRule } from './translators.rule.js';
import { trustedProxiesRule } from './trusted-proxies.rule.js';

export type { Draft } from './draft.js';

/** Everything a configuration must pass; all of them run, whatever the others found. */
export const RULES: readonly Rule[] = [
  fieldRule,
  readableSecretsRule,
  serverRule,
  trustedProxiesRule,
  corsRule,
  proxyRule,
  namesRule,
  modelsRule,
  modelPoliciesRule,
  endpointsRule,
  aliasesRule,
  translatorsRule,
  dashboardRule,
  accessRule,
  limitsRule,
  adminRule,
  loggingRule,
  tracingRule,
];
