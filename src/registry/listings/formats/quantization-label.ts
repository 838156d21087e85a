const LABELS: ReadonlyMap<string, string> = new Map([
  ['q3kl', 'Q3_K_L'],
  ['q3km', 'Q3_K_M'],
  ['q3ks', 'Q3_K_S'],
  ['q4km', 'Q4_K_M'],
  ['q4ks', 'Q4_K_S'],
  ['q5km', 'Q5_K_M'],
  ['q5ks', 'Q5_K_S'],
  ['q6k', 'Q6_K'],
  ['q4', 'Q4_0'],
  ['q5', 'Q5_0'],
  ['q8', 'Q8_0'],
  ['f16', 'F16'],
  ['f32', 'F32'],
  ['unk', 'unknown'],
]);

/** A normalised quantisation as Ollama and LM Studio spell it; one without such a spelling stays as it is. */
export const quantizationLabel = (normalised: string): string => LABELS.get(normalised) ?? normalised;
