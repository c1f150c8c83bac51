import { describe, expect, it } from 'vitest';
import { JsonText, stringify } from '../../src/foundation/json-text.ts';

describe('JSON that is kept as text', () => {
  it('is passed on as it is, wherever it stands', () => {
    const [first, second] = [new JsonText('[ 1,{"a":"$&"} ]'), new JsonText('"two"')];
    expect(stringify({ z: [first, second], a: { second } })).toBe(
      '{"z":[[ 1,{"a":"$&"} ],"two"],"a":{"second":"two"}}',
    );
  });

  it('is what JSON.stringify writes elsewhere, and its value is read once', () => {
    const text = JsonText.of({ b: [1, null], a: 'x' });
    expect(JSON.stringify([text])).toBe('[{"b":[1,null],"a":"x"}]');
    expect(text.value).toBe(text.value);
  });

  it('leaves everything else as JSON.stringify writes it', () => {
    const place = '"\\ud800 passed on"';
    const values = { [place]: place, text: new JsonText<string>(JSON.stringify(place)), none: undefined };
    expect(JSON.parse(stringify(values))).toEqual({ [place]: place, text: place });
    expect(stringify(undefined)).toBe(JSON.stringify(undefined));
    expect(stringify('\u2028<\\')).toBe(JSON.stringify('\u2028<\\'));
  });

  it('writes JSON anew after a value that could not be written', () => {
    const circle: unknown[] = [new JsonText('1')];
    circle.push(circle);
    expect(() => stringify(circle)).toThrow(TypeError);
    expect(JSON.stringify(new JsonText('1'))).toBe('1');
  });
});
