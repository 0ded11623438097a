import { describe, expect, it } from 'vitest';
import { problemOf } from './problem.ts';

describe('problemOf()', () => {
  it('keeps what a problem+json says and what to do', () => {
    const errors = [{ path: 'query.on', message: 'is not a day' }];
    const body = { title: 'Cannot use the request', detail: 'See /openapi.json.', code: 'INPUT_INVALID', errors };
    expect(problemOf(400, JSON.stringify(body))).toMatchObject({
      message: 'Cannot use the request',
      hint: 'See /openapi.json.',
      code: 'INPUT_INVALID',
      errors,
      mayPass: false,
    });
  });

  it('reads both refusals of routes that speak yente', () => {
    expect(problemOf(404, '{"detail":"No such entity!"}').message).toBe('No such entity!');
    const list = { detail: [{ loc: ['query', 'limit'], msg: 'is above 500', type: 'value_error' }] };
    expect(problemOf(422, JSON.stringify(list)).errors).toEqual([{ path: 'query.limit', message: 'is above 500' }]);
  });

  it('survives an answer that is no JSON, as a broken proxy gives', () => {
    expect(problemOf(502, '<html>Bad gateway</html>')).toMatchObject({ status: 502, message: '', mayPass: true });
    expect(problemOf(500, 'null')).toMatchObject({ status: 500, errors: [] });
  });
});
