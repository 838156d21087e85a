import { readFileSync } from 'node:fs';
import { DEFAULT_RULES } from './default-rules.js';
import type { WrittenRules } from './model-rules.js';
import { readRules } from './rules-file.js';

const B = '(?:$|[^a-zA-Z])';
const F = `(?:[-_.:](.+))?${B}`;
const V = `(?:[-_.:]?(\\d+(?:\\.\\d+)?))?${B}`;

/** models-and-health.md §11.4, in its notation: what stands before an arrow goes to what stands behind it. */
const FAMILY_PATTERNS = [
  '^(mistral|mixtral)[-_]?(.+)',
  '^(llama|gemma|phi|qwen)[-_]?(\\d+(?:\\.\\d+)?)',
  `^[^/]+/(phi|llama|gemma|qwen|mistral|glm|granite|nemotron|exaone|kimi|minimax|hunyuan|olmo|internlm|smollm)${V}`,
  '^(codellama|starcoder|vicuna|falcon|yi)[-_]?(\\d+[bB]?)',
  `^(gpt-oss)${F}`,
  `^(gpt)(?:[-_.:]?(2|j|neox))?${B}`,
  `^(deepseek)${F}`,
  `^(devstral|magistral|codestral|ministral)${F}`,
  `^(glm)${V}`,
  `^(kimi)${F}`,
  `^(granite)${V}`,
  `^(nemotron)${F}`,
  `^(exaone)${V}`,
  `^(hunyuan)${F}`,
  `^(minimax)${F}`,
  `^(seed-oss)${F}`,
  `^(olmo)${V}`,
  `^(internlm)${V}`,
  `^(smollm)${V}`,
  `^(command-r)${F}`,
  `^(?:[^/]+/)?(forge)${F}`,
];
const ARCHITECTURES = table(
  'phi3, phi3.5, phi4 -> phi; llama, llama2, llama3, llama3.1, llama3.2, llama3.3, llama4 -> llama;',
  'gemma, gemma2, gemma3, gemma4 -> gemma; mistral; mixtral;',
  'qwen, qwen2, qwen2.5, qwen3, qwen3.5, qwen3.6 -> qwen; deepseek; yi; starcoder; codellama; vicuna;',
  'falcon; gpt2; gptj; gptneox; bloom; opt; mpt; glm, glm4, glm5, glm4moe -> glm;',
  'granite, granitemoe, granitehybrid -> granite; exaone, exaone4 -> exaone; kimi; nemotron; hunyuan;',
  'minimax; seed-oss, seed_oss -> seed-oss; olmo, olmo2 -> olmo; internlm, internlm2, internlm3 -> internlm;',
  'smollm, smollm2, smollm3 -> smollm; command-r',
);
const FAMILY_ALIASES = table(
  'llama3, llama3.2, llama3.3, llama4 -> llama; gemma2, gemma3, gemma4 -> gemma; phi3, phi3.5, phi4 -> phi;',
  'qwen2, qwen2.5, qwen3, qwen3.5 -> qwen; deepseek2, deepseek3, deepseek4 -> deepseek;',
  'devstral, magistral, codestral, ministral -> mistral; glm4, glm4moe -> glm;',
  'granitemoe, granitehybrid -> granite; exaone4 -> exaone; seed-oss, seed_oss -> seed-oss; olmo2 -> olmo;',
  'internlm2, internlm3 -> internlm; smollm2, smollm3 -> smollm',
);
const PUBLISHERS = table(
  'llama, codellama, opt -> meta; gemma -> google; phi -> microsoft;',
  'mistral, mixtral, devstral, magistral, codestral, ministral -> mistral; qwen -> alibaba;',
  'deepseek -> deepseek; yi -> 01-ai; starcoder -> bigcode; falcon -> tii; vicuna -> lmsys;',
  'bloom -> bigscience; gpt2, gpt-oss -> openai; gptj, gptneox -> eleutherai; glm -> zai-org;',
  'kimi -> moonshotai; granite -> ibm; nemotron -> nvidia; exaone -> lg-ai; hunyuan -> tencent;',
  'minimax -> minimax; seed-oss -> bytedance; olmo -> allenai; internlm -> internlm;',
  'smollm -> huggingfacetb; command-r -> cohere; forge -> tensorfoundry',
);
const QUANTIZATIONS = table(
  'Q4_K_M -> q4km; Q4_K_S -> q4ks; Q4_K_XL -> q4kxl; Q3_K_L -> q3kl; Q3_K_M -> q3km; Q3_K_S -> q3ks;',
  'Q5_K_M -> q5km; Q5_K_S -> q5ks; Q6_K -> q6k; Q2_K -> q2k; Q4_0 -> q4; Q4_1 -> q4_1; Q5_0 -> q5;',
  'Q5_1 -> q5_1; Q8_0 -> q8; F16, FP16 -> f16; F32, FP32 -> f32; BF16 -> bf16;',
  'GPTQ_4BIT, GPTQ-4BIT -> gptq4; AWQ_4BIT, AWQ-4BIT -> awq4; INT8 -> int8; INT4 -> int4;',
  'MXFP4 -> mxfp4; NVFP4 -> nvfp4',
);

const EXPECTED: WrittenRules = {
  families: FAMILY_PATTERNS.map((pattern) => ({ pattern, familyGroup: 1, variantGroup: 2 })),
  architectures: ARCHITECTURES,
  familyAliases: FAMILY_ALIASES,
  publishers: PUBLISHERS,
  quantizations: QUANTIZATIONS,
  typeCapabilities: new Map([
    ['llm', ['text-generation', 'chat', 'completion']],
    ['vlm', ['text-generation', 'vision', 'multimodal', 'image-understanding']],
    ['embedding', ['embeddings', 'similarity', 'vector-search']],
    ['embeddings', ['embeddings', 'similarity', 'vector-search']],
  ]),
  nameCapabilities: [
    {
      pattern: '(code|coder|codegen|starcoder)',
      capabilities: ['code-generation', 'programming', 'code-completion'],
    },
    { pattern: '(instruct|chat|assistant)', capabilities: ['instruction-following', 'chat'] },
    { pattern: '(reasoning|think)', capabilities: ['reasoning', 'logic'] },
    { pattern: '(math|mathstral)', capabilities: ['mathematics', 'problem-solving'] },
    {
      pattern: '(vision|vlm|llava|bakllava)',
      capabilities: ['vision', 'multimodal', 'image-understanding'],
    },
  ],
  contextThresholds: { extended: 32_000, long: 100_000, ultraLong: 1_000_000 },
  preservedFamilies: ['nomic-bert', 'deepseek-coder-v2', 'kimi'],
  genericNames: new Set(['model', 'unknown', 'test', 'temp', 'default']),
};

describe('The rules for models', () => {
  it('say without any file what the specification says', () => {
    expect(DEFAULT_RULES).toEqual(EXPECTED);
  });

  it('say the same in the file that comes along', () => {
    expect(readRules(readFileSync('config/models.yaml', 'utf8'))).toEqual(EXPECTED);
  });
});

function table(...lines: readonly string[]): ReadonlyMap<string, string> {
  const rows = lines.join(' ').split('; ');
  return new Map(
    rows.flatMap((row) => {
      const [words, to] = row.replace(/;$/, '').split(' -> ');
      return words!.split(', ').map((word): [string, string] => [word, to ?? word]);
    }),
  );
}
