import { Injectable } from '@nestjs/common';
import { formatTime } from '../../../core/formats.js';
import type { UnifiedModel } from '../../catalogue/unified-model.js';
import { Lists, type ListContext, type ListConverter } from '../list-converter.js';
import { textIn } from './metadata.js';
import { nativeName } from './names.js';
import { quantizationLabel } from './quantization-label.js';

const MILLISECONDS = /\.\d+(?=Z$)/;

/** Ollama's `/api/tags`. Models that no Ollama has are left out. */
@Injectable()
@Lists('ollama')
export class OllamaConverter implements ListConverter {
  nameOf(model: UnifiedModel): string | undefined {
    return nativeName(model, 'ollama');
  }

  entry(model: UnifiedModel, name: string, context: ListContext): object {
    const source = model.sources.find((known) => known.nativeName === name);
    return {
      name,
      model: name,
      modified_at: formatTime(context.seenAt(model)).replace(MILLISECONDS, ''),
      size: source?.sizeBytes || model.diskSizeBytes,
      digest: textIn(model.metadata, 'digest') ?? '',
      details: {
        family: model.family,
        parameter_size: model.parameterSize,
        quantization_level: quantizationLabel(model.quantization),
      },
    };
  }

  list(entries: readonly object[]): object {
    return { models: entries };
  }
}
