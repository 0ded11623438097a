import { describe, expect, it } from 'vitest';
import { fieldOfHeading } from '../../../../src/screening/batch/column-words.ts';
import { COLUMN_FIELDS, fieldOf, withField } from './mapping.ts';

describe('withField()', () => {
  const guessed = { name: ['Name'], country: ['Land'] };

  it('takes a column for one thing at a time', () => {
    const changed = withField(guessed, 'Land', 'name');
    expect(changed).toEqual({ name: ['Name', 'Land'], country: [] });
    expect(fieldOf(changed, 'Land')).toBe('name');
  });

  it('says that nothing holds what was guessed, so that the server does not guess it again', () => {
    expect(withField(guessed, 'Land', '')).toEqual({ name: ['Name'], country: [] });
    expect(fieldOf(withField(guessed, 'Land', ''), 'Land')).toBe('');
  });
});

describe('COLUMN_FIELDS', () => {
  it('offers only what the server screens', () => {
    expect(COLUMN_FIELDS.filter((field) => fieldOfHeading(field) !== field)).toEqual([]);
  });
});
