import { DETAILED, detailed, LoggedDuration } from './log-facts.js';

it('writes a duration as nanoseconds in JSON and as people do in text', () => {
  const facts = { took: new LoggedDuration(1_500.25) };
  expect(JSON.stringify(facts)).toBe('{"took":1500250000}');
  expect(String(facts.took)).toBe('1.50025s');
});

it('marks facts as detail without adding to them', () => {
  const facts = detailed({ query: '' });
  expect(facts).toHaveProperty([DETAILED], true);
  expect(Object.entries(facts)).toEqual([['query', '']]);
});
