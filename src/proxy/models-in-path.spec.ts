import { modelsInPath } from './models-in-path.js';

describe('modelsInPath', () => {
  it.each([
    ['/engines/Secret/chat/completions', ['secret']],
    ['/openai/deployments/org%2Fsecret/embeddings', ['org/secret']],
    ['/v1beta/models/secret:streamGenerateContent', ['secret']],
    ['/v2/models/secret/versions/v1/infer', ['secret/versions/v1']],
    ['/model/secret/invoke', ['secret']],
    ['/x/%2e%2e/%65ngines\\secret/completions', ['secret']],
    ['/models/open:secret', ['open:secret']],
    ['/models/open/deployments/secret/chat/completions', ['open/deployments/secret']],
    ['/deployments/secret%0a/completions', ['secret\n']],
    ['/deployments/%ff/completions', ['?']],
  ])('reads in %s %j', (path, models) => expect(modelsInPath(path)).toEqual(models));

  it.each([
    '/v1/chat/completions',
    '/engines/llama.cpp/v1/chat/completions',
    '/engines/v1/embeddings',
    '/models/load',
    '/api/v1/models/unload',
    '/v1/models',
  ])('reads no model in %s', (path) => expect(modelsInPath(path)).toEqual([]));
});
