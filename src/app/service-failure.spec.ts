import { serviceFailure } from './service-failure.js';

it('tells at which service the start ended, and why', () => {
  const cause = new Error('failed to bind localhost:1: listen EACCES');
  const failure = serviceFailure('http', cause);
  expect(failure.message).toBe(
    'failed to start services: failed to start service http: failed to bind localhost:1: listen EACCES',
  );
  expect(failure.cause).toBe(cause);
  expect(serviceFailure('proxy', 'no').message).toMatch(/service proxy: no$/);
});

it('names the innermost service alone', () => {
  const failure = serviceFailure('discovery', new Error('no'));
  expect(serviceFailure('http', failure)).toBe(failure);
});
