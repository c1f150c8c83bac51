import { describe, expect, it } from 'vitest';
import { extendSchemas } from '../../../src/foundation/http/contract/extend-schemas.ts';

const long = { type: 'string', description: 'What this field holds. '.repeat(10) };
const picture = {
  type: 'object',
  properties: { caption: long, credit: long, width: { type: 'integer' } },
  required: ['caption'],
};

describe('schemas of which one has everything of another', () => {
  it('say once what they have in common', () => {
    expect(
      extended({
        properties: { ...picture.properties, usedBy: { type: 'array' } },
        required: ['caption', 'usedBy'],
      }),
    ).toEqual({
      allOf: [{ $ref: '#/components/schemas/Picture' }],
      properties: { usedBy: { type: 'array' } },
      required: ['usedBy'],
    });
  });

  it('say again what is required there alone, or described in other words', () => {
    const width = { type: 'integer', description: 'In pixels.' };
    expect(
      extended({
        properties: { ...picture.properties, width, usedBy: { type: 'array' } },
        required: ['caption', 'credit'],
      }),
    ).toEqual({
      allOf: [{ $ref: '#/components/schemas/Picture' }],
      properties: { credit: long, width, usedBy: { type: 'array' } },
      required: ['credit'],
    });
  });

  it('take no other field where they took none', () => {
    const strict = {
      ...picture,
      properties: { ...picture.properties, usedBy: {} },
      additionalProperties: false,
    };
    expect(extended(strict)).toEqual({
      allOf: [{ $ref: '#/components/schemas/Picture' }],
      type: 'object',
      properties: { usedBy: {} },
      unevaluatedProperties: false,
    });
  });

  it('stand whole where the other takes no other field', () => {
    const other = { ...picture, properties: { ...picture.properties, usedBy: {} } };
    expect(extended(other, { ...picture, additionalProperties: false })).toEqual(other);
  });

  it.each([
    ['lacks a field', { properties: { caption: long, credit: long }, required: ['caption'] }],
    [
      'has a field of another type',
      { properties: { ...picture.properties, credit: { type: 'array' } }, required: ['caption'] },
    ],
    ['may lack what the other always has', { properties: { ...picture.properties, usedBy: {} } }],
  ])('stand whole where one %s', (_why, schema) => {
    expect(extended(schema)).toEqual(schema);
  });
});

/** What becomes of a schema beside that of a picture. */
function extended(schema: object, beside: object = picture): unknown {
  const document = { components: { schemas: { Other: schema, Picture: beside } as Record<string, object> } };
  extendSchemas(document as never);
  expect(Object.keys(document.components.schemas)).toHaveLength(2);
  return document.components.schemas['Other'];
}
