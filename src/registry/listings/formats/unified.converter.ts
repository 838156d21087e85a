import { Injectable } from '@nestjs/common';
import type { UnifiedModel } from '../../catalogue/unified-model.js';
import { Lists, type ListContext } from '../list-converter.js';
import { OpenAiConverter } from './openai.converter.js';
import type { PlainEntry } from './plain-list.js';

type Created = Pick<ListContext, 'created'>;

/** Olla's own list: OpenAI's, and all that is known of each model. Endpoints by name, never by URL. */
@Injectable()
@Lists('unified')
export class UnifiedConverter extends OpenAiConverter {
  override entry(model: UnifiedModel, name: string, context: Created): PlainEntry & { olla: object } {
    return { ...super.entry(model, name, context), olla: facts(model) };
  }
}

function facts(model: UnifiedModel): object {
  return {
    max_context_length: model.maxContextLength || undefined,
    family: model.family,
    variant: model.variant,
    parameter_size: model.parameterSize,
    quantization: model.quantization,
    prompt_template_id: model.promptTemplateId || undefined,
    aliases: aliasNames(model),
    availability: model.sources.map(({ endpointName, state }) => ({ endpoint: endpointName, state })),
    capabilities: model.capabilities,
  };
}

/** Each name once: two kinds of servers may use the same. */
export const aliasNames = ({ aliases }: UnifiedModel): readonly string[] => [
  ...new Set(aliases.map(({ name }) => name)),
];
