import { byWord } from './word-table.js';

/** What follows a family: its end, a free variant, or a version number. */
const END = '(?:$|[^a-zA-Z])';
const FREE = `(?:[-_.:](.+))?${END}`;
const VERSION = `(?:[-_.:]?(\\d+(?:\\.\\d+)?))?${END}`;

const VENDORED =
  'phi|llama|gemma|qwen|mistral|glm|granite|nemotron|exaone|kimi|minimax|hunyuan|olmo|internlm|smollm';

/** In the order in which they are tried; group 1 is the family, group 2 the variant. */
export const FAMILY_PATTERNS = [
  '^(mistral|mixtral)[-_]?(.+)',
  '^(llama|gemma|phi|qwen)[-_]?(\\d+(?:\\.\\d+)?)',
  `^[^/]+/(${VENDORED})${VERSION}`,
  '^(codellama|starcoder|vicuna|falcon|yi)[-_]?(\\d+[bB]?)',
  `^(gpt-oss)${FREE}`,
  `^(gpt)(?:[-_.:]?(2|j|neox))?${END}`,
  `^(deepseek)${FREE}`,
  `^(devstral|magistral|codestral|ministral)${FREE}`,
  `^(glm)${VERSION}`,
  `^(kimi)${FREE}`,
  `^(granite)${VERSION}`,
  `^(nemotron)${FREE}`,
  `^(exaone)${VERSION}`,
  `^(hunyuan)${FREE}`,
  `^(minimax)${FREE}`,
  `^(seed-oss)${FREE}`,
  `^(olmo)${VERSION}`,
  `^(internlm)${VERSION}`,
  `^(smollm)${VERSION}`,
  `^(command-r)${FREE}`,
  `^(?:[^/]+/)?(forge)${FREE}`,
];

/** What servers call the architecture of a model → its family. */
export const ARCHITECTURES = byWord({
  phi: 'phi3 phi3.5 phi4',
  llama: 'llama llama2 llama3 llama3.1 llama3.2 llama3.3 llama4',
  gemma: 'gemma gemma2 gemma3 gemma4',
  qwen: 'qwen qwen2 qwen2.5 qwen3 qwen3.5 qwen3.6',
  glm: 'glm glm4 glm5 glm4moe',
  granite: 'granite granitemoe granitehybrid',
  exaone: 'exaone exaone4',
  'seed-oss': 'seed-oss seed_oss',
  olmo: 'olmo olmo2',
  internlm: 'internlm internlm2 internlm3',
  smollm: 'smollm smollm2 smollm3',
  ...themselves(
    'mistral mixtral deepseek yi starcoder codellama vicuna falcon gpt2 gptj gptneox bloom opt mpt',
    'kimi nemotron hunyuan minimax command-r',
  ),
});

/** Other names of families → family. */
export const FAMILY_ALIASES = byWord({
  llama: 'llama3 llama3.2 llama3.3 llama4',
  gemma: 'gemma2 gemma3 gemma4',
  phi: 'phi3 phi3.5 phi4',
  qwen: 'qwen2 qwen2.5 qwen3 qwen3.5',
  deepseek: 'deepseek2 deepseek3 deepseek4',
  mistral: 'devstral magistral codestral ministral',
  glm: 'glm4 glm4moe',
  granite: 'granitemoe granitehybrid',
  exaone: 'exaone4',
  'seed-oss': 'seed-oss seed_oss',
  olmo: 'olmo2',
  internlm: 'internlm2 internlm3',
  smollm: 'smollm2 smollm3',
});

/** Families → who makes them. */
export const PUBLISHERS = byWord({
  meta: 'llama codellama opt',
  google: 'gemma',
  microsoft: 'phi',
  mistral: 'mistral mixtral devstral magistral codestral ministral',
  alibaba: 'qwen',
  deepseek: 'deepseek',
  '01-ai': 'yi',
  bigcode: 'starcoder',
  tii: 'falcon',
  lmsys: 'vicuna',
  bigscience: 'bloom',
  openai: 'gpt2 gpt-oss',
  eleutherai: 'gptj gptneox',
  'zai-org': 'glm',
  moonshotai: 'kimi',
  ibm: 'granite',
  nvidia: 'nemotron',
  'lg-ai': 'exaone',
  tencent: 'hunyuan',
  minimax: 'minimax',
  bytedance: 'seed-oss',
  allenai: 'olmo',
  internlm: 'internlm',
  huggingfacetb: 'smollm',
  cohere: 'command-r',
  tensorfoundry: 'forge',
});

function themselves(...lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(lines.flatMap((line) => line.split(' ')).map((word) => [word, word]));
}
