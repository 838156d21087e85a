import { sumsOf } from './prometheus.js';

describe('sumsOf', () => {
  it('adds up the series of a metric, with and without labels and time stamps', () => {
    const text = [
      '# HELP q waiting',
      '# TYPE q gauge',
      'q{engine="0",model_name="a b}c"} 3.0',
      'q{engine="1"}\t1e1 1395066363000',
      'q 2',
      'q_total 100',
      'other{q="9"} 7',
    ].join('\n');
    expect(sumsOf(text, ['q', 'other', 'gone'])).toEqual([15, 7, undefined]);
  });

  it('passes over what is no number and ends anywhere', () => {
    expect(sumsOf('q NaN\nq +Inf\nq{x="1"\nq\nq{}\r\nq \nq 4\r\n', ['q'])).toEqual([4]);
    expect(sumsOf('q 1', ['q'])).toEqual([1]);
    expect(sumsOf('', ['q'])).toEqual([undefined]);
    expect(sumsOf('{"q": 1}', ['q'])).toEqual([undefined]);
  });
});
