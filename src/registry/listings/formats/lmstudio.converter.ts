import { Injectable } from '@nestjs/common';
import type { UnifiedModel } from '../../catalogue/unified-model.js';
import { Lists, type ListConverter } from '../list-converter.js';
import { textIn } from './metadata.js';
import { modelType } from './model-type.js';
import { nativeName } from './names.js';
import { quantizationLabel } from './quantization-label.js';

/** LM Studio's `/api/v0/models`. Models that no LM Studio has are left out. */
@Injectable()
@Lists('lmstudio')
export class LmStudioConverter implements ListConverter {
  nameOf(model: UnifiedModel): string | undefined {
    return nativeName(model, 'lmstudio');
  }

  entry(model: UnifiedModel, name: string): object {
    const { metadata } = model;
    const source = model.sources.find((known) => known.nativeName === name);
    return {
      id: name,
      object: 'model',
      type: modelType(model) ?? 'llm',
      publisher: textIn(metadata, 'publisher') ?? textIn(metadata, 'vendor'),
      arch: model.family || undefined,
      quantization: quantizationLabel(model.quantization) || undefined,
      state: source?.state || 'not-loaded',
      max_context_length: model.maxContextLength || undefined,
    };
  }

  list(entries: readonly object[]): object {
    return { object: 'list', data: entries };
  }
}
