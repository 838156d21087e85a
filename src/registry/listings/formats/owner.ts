const ORGANISATIONS = (
  'openai anthropic google meta microsoft amazon xai apple cohere ai21 databricks snowflake ibm salesforce ' +
  'nvidia mistral qwen alibaba deepseek zhipuai tii 01ai baichuan stability eleutherai mosaicml bigcode ' +
  'servicenow cerebras nomic huggingface openrouter together replicate fireworks perplexity groq'
).split(' ');
const SHORTEST = 3;
const LONGEST = 20;

/** Who made a model, as far as its name tells: `org/…`, or `org-…` of a known one (backends.md §9). */
export function ownerOf(name: string, otherwise: string): string {
  const slash = name.indexOf('/');
  if (slash >= 0) return name.slice(0, slash);
  const dash = name.indexOf('-');
  if (dash < 0) return otherwise;
  const first = name.slice(0, dash);
  const bytes = Buffer.byteLength(first);
  if (bytes < SHORTEST || bytes > LONGEST) return otherwise;
  const folded = first.toLowerCase();
  return ORGANISATIONS.some((known) => folded.includes(known)) ? first : otherwise;
}
