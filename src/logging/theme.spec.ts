import { themeOf } from './theme.js';

it('knows three themes, and takes the default one for every other word', () => {
  const usual = themeOf('default');
  expect(themeOf()).toBe(usual);
  expect(themeOf('neon')).toBe(usual);
  expect(themeOf('Dark')).not.toEqual(usual);
  expect(themeOf('light')).not.toEqual(themeOf('dark'));
});

it.each(['default', 'dark', 'light'])('tells levels apart by their colour: %s', (name) => {
  const { DEBUG, INFO, WARN, ERROR } = themeOf(name);
  expect(new Set([DEBUG, INFO, WARN, ERROR]).size).toBe(4);
});
