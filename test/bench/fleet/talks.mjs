// Conversations that begin with the same instructions, as the users of one application have.

const WORDS = (
  'the of and to in is that it was for on are with as his they at be this have from or one had by but not ' +
  'what all were we when your can said there use each which she do how their if will up other about out many then'
).split(' ');

/**
 * @param options { count, turns, seconds, thinkSeconds, system, asks, model }: so many conversations that begin within so many seconds; `system`
 * and `asks` are lengths in words
 */
export function talks({ count, turns, seconds, thinkSeconds, system, asks, model }, random) {
  const words = (length) =>
    Array.from({ length }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
  const instructions = words(system);
  return Array.from({ length: count }, () => {
    const messages = [{ role: 'system', content: instructions }];
    const said = Array.from({ length: turns }, () => {
      messages.push({ role: 'user', content: words(asks) });
      const ask = { model, messages: [...messages] };
      messages.push({ role: 'assistant', content: words(asks) });
      return ask;
    });
    return { at: random() * seconds, turns: said, thinkSeconds };
  });
}

/** What the machines did meanwhile: the part of all prompts that was known, and how much more than others the busiest had. */
export function sharing(before, after) {
  const sums = (of) => after.map((state, at) => state[of] - before[at][of]);
  const all = (list) => list.reduce((a, b) => a + b, 0);
  const served = sums('completed');
  return {
    'known %': Math.round((100 * all(sums('cachedTokens'))) / all(sums('promptTokens'))),
    'busiest/mean': (Math.max(...served) * served.length) / all(served),
  };
}
