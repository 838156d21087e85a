import { isObject, type JsonObject } from './json.js';

/** The members that tell how the others are to be read, wherever figures are looked for. */
const STRUCTURE = [
  'type',
  'object',
  'choices',
  'usage',
  'delta',
  'message',
  'response',
  'status',
  'incomplete_details',
  'stop',
];
export const STRUCTURE_KEYS: ReadonlySet<string> = new Set(STRUCTURE);

/** What the Responses API says of an answer that is over. */
const OVER: ReadonlySet<unknown> = new Set(['completed', 'incomplete', 'failed', 'cancelled']);

/**
 * What the events of one answer say together, told from the last to the first: of each member the last value that is not
 * null. Objects that wrap an answer in events are taken off.
 */
export class Folded {
  // Without a prototype, so that no member of an answer can be anything else.
  readonly root = Object.create(null) as JsonObject;
  #finished = false;

  /** An event has said why the answer ended: whatever comes with that has been seen. */
  get finished(): boolean {
    return this.#finished;
  }

  /** Nothing so far says what went in, or into what: the first event of all may. */
  get lacksBeginning(): boolean {
    const { model, usage } = this.root;
    return model === undefined || (isObject(usage) && !usage['prompt_tokens'] && !usage['input_tokens']);
  }

  /** Adds an event that came before all others. */
  add(event: JsonObject | undefined): void {
    if (!event) return;
    const { response, choices, ...plain } = event;
    const { type, message, delta } = plain;
    if (type === 'message_start') return this.#begin(message);
    this.#merge(plain);
    this.#merge(isObject(response) ? response : { response });
    if (isObject(delta)) this.#merge({ stop_reason: delta['stop_reason'] });
    this.#choose(choices);
    this.#conclude();
  }

  /** Adds what the first event of all says, as far as nothing after it did. */
  begin(event: JsonObject | undefined): void {
    if (event?.['type'] === 'message_start') this.#begin(event['message']);
    else if (event) this.#merge({ model: event['model'] });
  }

  /** In the Anthropic dialect the input is told at the start; the output told there is only its beginning. */
  #begin(message: unknown): void {
    if (!isObject(message)) return;
    this.#merge({ model: message['model'] });
    if (!isObject(message['usage'])) return;
    const { output_tokens: _beginning, ...told } = message['usage'];
    const later = this.root['usage'];
    if (isObject(later)) for (const [key, value] of Object.entries(later)) if (value) told[key] = value;
    this.root['usage'] = told;
  }

  #merge(members: JsonObject): void {
    for (const [key, value] of Object.entries(members))
      if (value !== null && value !== undefined) this.root[key] ??= value;
  }

  /** The last choice with a reason to end; the one with the figures is often empty. */
  #choose(choices: unknown): void {
    const first: unknown = Array.isArray(choices) ? choices[0] : undefined;
    if (!isObject(first)) return;
    const ended = typeof first['finish_reason'] === 'string';
    if (ended ? this.#finished : this.root['choices'] !== undefined) return;
    this.root['choices'] = choices;
    this.#finished ||= ended;
  }

  #conclude(): void {
    const { root } = this;
    if (root['object'] === 'response' && OVER.has(root['status'])) {
      const { incomplete_details: details } = root;
      root['stop_reason'] ??= (isObject(details) && details['reason']) || root['status'];
    }
    this.#finished ||= typeof (root['stop_reason'] ?? root['done_reason']) === 'string';
    this.#finished ||= root['done'] === true || root['stop'] === true;
  }
}
