import { Live } from '../../core/live.js';
import type { ModelPolicies } from './model-policies.js';

/** Token and type of the policies that count now. */
export abstract class LivePolicies extends Live<ModelPolicies> {}
