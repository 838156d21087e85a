/** What vLLM and LMDeploy say that one may do with a model: always the same. */
export function permission(name: string, created: number): object {
  return {
    id: `modelperm-olla-${name.replaceAll('/', '-')}`,
    object: 'model_permission',
    created,
    allow_create_engine: false,
    allow_sampling: true,
    allow_logprobs: true,
    allow_search_indices: false,
    allow_view: true,
    allow_fine_tuning: false,
    organization: '*',
    group: null,
    is_blocking: false,
  };
}
