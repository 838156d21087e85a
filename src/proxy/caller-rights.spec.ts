import { exchange, state } from '../../test/support/builders.js';
import { ForbiddenError } from '../core/client-errors.js';
import { candidatesOf } from '../registry/selection/index.js';
import { permittedTo, refusalOf } from './caller-rights.js';

const llamas = { name: 'team', allowsModel: (name: string) => name.startsWith('llama') };
const asked = (body: string, model = '') => refusalOf(llamas, exchange({ body, model }))?.message;

describe('refusalOf', () => {
  it('lets a caller without a list ask for anything', () => {
    expect(refusalOf({ name: 'team' }, exchange({ body: 'no json', model: '' }))).toBeUndefined();
  });

  it('lets an allowed model pass and names one that is not', () => {
    expect(asked('{"model":"llama3"}', 'llama3')).toBeUndefined();
    expect(asked('{"model":"gpt-4"}', 'gpt-4')).toBe("Your key is not for the model 'gpt-4'");
  });

  it.each([
    '{"model":"llama3","model":"gpt-4"}',
    '{"Model":"gpt-4","model":"llama3"}',
    '{"model":"llama3","model":null}',
    '{"model":"llama3","mod\\u0065l":"gpt-4"}',
  ])('refuses %s, of which a backend could read another model', (body) => {
    expect(asked(body, 'llama3')).toContain('Your key is not for');
  });

  it.each(['{"prompt":"hi"}', 'model=gpt-4', '--boundary\r\n'])('wants a model in %j', (body) => {
    expect(asked(body)).toContain('name one of them');
  });

  it.each([
    '{"model":"llama3"',
    '{"model":"llama3",} {"model":"gpt-4"}',
    '[{"model":"llama3"}]',
    '{"messages":[{"model":"llama3"}]}',
  ])('trusts no reading of %s, which may mean anything to a backend', (body) => {
    expect(asked(body, 'llama3')).toContain('name one of them');
  });

  it.each([
    '{"model":"llama3","fallbacks":["gpt-4"]}',
    '{"model":"llama3","context_window_fallbacks":[{"llama3":["gpt-4"]}]}',
    '{"model":"llama3","models":["llama3","gpt-4"]}',
  ])('refuses %s, by which a gateway could go on to another model', (body) => {
    expect(asked(body, 'llama3')).toBe("Your key is not for the model 'gpt-4'");
  });

  it('lets further models pass that are allowed', () => {
    expect(asked('{"model":"llama3","fallbacks":["Llama4"]}', 'llama3')).toBeUndefined();
  });

  it.each([
    '{"model":"llama3","extra_body":{"model":"gpt-4"}}',
    '{"model":"llama3","draft_model":"gpt-4"}',
    '{"model":"llama3","source":"gpt-4","destination":"llama3"}',
    '{"model":"llama3","from":"gpt-4"}',
    '{"model":"llama3","model_path":"gpt-4"}',
  ])('refuses %s, by which a server would load or use another model', (body) => {
    expect(asked(body, 'llama3')).toBe("Your key is not for the model 'gpt-4'");
  });

  it.each([
    '{"model":"llama3"}{"model":"gpt-4"}',
    '{"model":"llama3"}\n{"model":"gpt-4"}',
    '{"model":"llama3"}\0',
  ])('trusts no reading of %j, behind which more follows', (body) =>
    expect(asked(body, 'llama3')).toContain('name one of them'),
  );

  it('parses nothing that nests without end', () => {
    const deep = `{"model":"llama3","models":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
    expect(asked(deep, 'llama3')).toContain('Your key is not for');
  });

  const typed = (...headers: string[]) =>
    refusalOf(llamas, exchange({ body: '{"model":"llama3"}', model: 'llama3', headers }))?.message;

  it.each([['application/json'], ['application/json; charset=utf-8'], ['Application/JSON;charset="UTF-8"']])(
    'takes %s for what it says',
    (type) => expect(typed('Content-Type', type)).toBeUndefined(),
  );

  it.each([
    [['Content-Type', 'multipart/form-data; boundary=X; a=application/json']],
    [['Content-Type', 'application/json; charset=utf-16']],
    [['Content-Type', 'application/json', 'Content-Type', 'multipart/form-data; boundary=X']],
    [['Content-Type', 'application/json', 'Content-Encoding', 'deflate']],
  ])('trusts no reading of a body with %j', (headers) => {
    expect(typed(...headers)).toContain('name one of them');
  });

  it('judges the model of the path too', () => {
    const to = (path: string) =>
      refusalOf(llamas, exchange({ body: '{"model":"llama3"}', model: 'llama3', path }))?.message;
    expect(to('/engines/llama3/chat/completions')).toBeUndefined();
    expect(to('/engines/gpt-4/chat/completions')).toBe("Your key is not for the model 'gpt-4'");
  });

  it('judges the name under which Ollama is asked to show a model', () => {
    const show = (body: string, model: string) =>
      refusalOf(llamas, exchange({ body, model, path: '/api/show' }));
    expect(show('{"name":"llama3"}', 'llama3')).toBeUndefined();
    expect(show('{"model":"llama3","name":"gpt-4"}', 'llama3')).toBeInstanceOf(ForbiddenError);
  });

  it('judges the model of the query too', () => {
    const with_ = (query: string) =>
      refusalOf(llamas, Object.assign(exchange({ body: '{"model":"llama3"}', model: 'llama3' }), { query }));
    expect([with_('?a=1'), with_('?model=Llama3')]).toEqual([undefined, undefined]);
    expect(with_('?x=1&model=llama3&mod%65l=gpt-4')?.message).toBe("Your key is not for the model 'gpt-4'");
  });

  const reading = (path: string, body = '', method = 'GET'): string | undefined => {
    const asking = Object.assign(exchange({ body, path, model: body && 'llama3' }), {
      query: '?model=llama3',
    });
    asking.request.method = method;
    return refusalOf(llamas, asking)?.message;
  };

  it.each(['/slots', '/props', '/api/tags', '/v1/models/', '/metrics', '/v1/responses/resp_1'])(
    'refuses to read %s, which is about more than one model, whatever the request names',
    (path) => {
      expect(reading(path)).toContain('name one of them');
      expect(reading(path, '{"model":"llama3"}')).toContain('name one of them');
      expect(reading(path, '', 'POST')).toContain('name one of them');
    },
  );

  it.each(['/', '/version', '/api/version'])('lets clients find out at %s what a server is', (path) => {
    expect([reading(path), reading(path, '', 'HEAD')]).toEqual([undefined, undefined]);
    expect(reading(path, '', 'POST')).toContain('name one of them');
  });
});

describe('permittedTo', () => {
  const all = candidatesOf([state({ name: 'eu-1' }), state({ name: 'us-1' })]);

  it('gives the very same candidates where all may serve', () => {
    expect(permittedTo({ name: 'team' }, all)).toBe(all);
  });

  it('leaves those that may', () => {
    const some = permittedTo({ name: 'team', allowsEndpoint: (name) => name.startsWith('eu-') }, all);
    expect(some.total).toBe(1);
    expect(some.tiers.flat().map(({ endpoint }) => endpoint.name)).toEqual(['eu-1']);
  });
});
