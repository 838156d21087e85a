import { ARCHITECTURES, FAMILY_ALIASES, FAMILY_PATTERNS, PUBLISHERS } from './default-families.js';
import type { CapabilityRule, FamilyRule, WrittenRules } from './model-rules.js';
import { byWord } from './word-table.js';

const QUANTIZATIONS = byWord({
  q2k: 'Q2_K',
  q3kl: 'Q3_K_L',
  q3km: 'Q3_K_M',
  q3ks: 'Q3_K_S',
  q4: 'Q4_0',
  q4_1: 'Q4_1',
  q4km: 'Q4_K_M',
  q4ks: 'Q4_K_S',
  q4kxl: 'Q4_K_XL',
  q5: 'Q5_0',
  q5_1: 'Q5_1',
  q5km: 'Q5_K_M',
  q5ks: 'Q5_K_S',
  q6k: 'Q6_K',
  q8: 'Q8_0',
  f16: 'F16 FP16',
  f32: 'F32 FP32',
  bf16: 'BF16',
  gptq4: 'GPTQ_4BIT GPTQ-4BIT',
  awq4: 'AWQ_4BIT AWQ-4BIT',
  int8: 'INT8',
  int4: 'INT4',
  mxfp4: 'MXFP4',
  nvfp4: 'NVFP4',
});

const SEEING = 'vision multimodal image-understanding';
const EMBEDDING = 'embeddings similarity vector-search';

/** What is used when there is no `models.yaml`: the content of the one in `config/`, which a test compares. */
export const DEFAULT_RULES: WrittenRules = {
  families: FAMILY_PATTERNS.map((pattern): FamilyRule<string> => ({
    pattern,
    familyGroup: 1,
    variantGroup: 2,
  })),
  architectures: ARCHITECTURES,
  familyAliases: FAMILY_ALIASES,
  publishers: PUBLISHERS,
  quantizations: QUANTIZATIONS,
  typeCapabilities: new Map([
    ['llm', ['text-generation', 'chat', 'completion']],
    ['vlm', `text-generation ${SEEING}`.split(' ')],
    ['embedding', EMBEDDING.split(' ')],
    ['embeddings', EMBEDDING.split(' ')],
  ]),
  nameCapabilities: [
    earns('(code|coder|codegen|starcoder)', 'code-generation programming code-completion'),
    earns('(instruct|chat|assistant)', 'instruction-following chat'),
    earns('(reasoning|think)', 'reasoning logic'),
    earns('(math|mathstral)', 'mathematics problem-solving'),
    earns('(vision|vlm|llava|bakllava)', SEEING),
  ],
  contextThresholds: { extended: 32_000, long: 100_000, ultraLong: 1_000_000 },
  preservedFamilies: ['nomic-bert', 'deepseek-coder-v2', 'kimi'],
  genericNames: new Set(['model', 'unknown', 'test', 'temp', 'default']),
};

function earns(pattern: string, capabilities: string): CapabilityRule<string> {
  return { pattern, capabilities: capabilities.split(' ') };
}
