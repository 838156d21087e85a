import { defaultModelRules } from '../rules/index.js';
import { quantizationOf } from './quantization.js';

describe('quantizationOf', () => {
  it.each([
    ['Q4_K_M', 'q4km'],
    ['q4_k_m', 'q4km'],
    ['Q4_K_XL', 'q4kxl'],
    ['Q6_K', 'q6k'],
    ['Q4_0', 'q4'],
    ['Q4_1', 'q4_1'],
    ['Q8_0', 'q8'],
    ['F16', 'f16'],
    ['FP16', 'f16'],
    ['BF16', 'bf16'],
    ['FP32', 'f32'],
    ['GPTQ_4BIT', 'gptq4'],
    ['AWQ-4BIT', 'awq4'],
    ['INT8', 'int8'],
    ['MXFP4', 'mxfp4'],
    ['NVFP4', 'nvfp4'],
    ['', ''],
  ])('knows %j: %s', (written, short) => {
    expect(quantizationOf(written, defaultModelRules())).toBe(short);
  });

  it.each([
    ['Q6_K_L', 'q6kl'],
    ['Q4_2', 'q4_2'],
    ['IQ4_XS', 'q4'],
    ['Q9', 'q9'],
    ['FP8', 'f8'],
    ['mxfp8', 'f8'],
    ['int16', 'int16'],
    ['4BIT', '4bit'],
    ['CUSTOM', 'custom'],
  ])('shortens %s by its shape: %s', (written, short) => {
    expect(quantizationOf(written, defaultModelRules())).toBe(short);
  });
});
