/** What a request asks of a model, whatever path its server has for that (backends.md §10.0). */
export type Operation =
  | 'chat'
  | 'completions'
  | 'embeddings'
  | 'rerank'
  | 'tokenize'
  | 'detokenize'
  | 'models'
  | 'messages'
  | 'count_tokens'
  | 'responses';
