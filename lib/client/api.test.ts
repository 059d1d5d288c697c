import { describe, expect, test } from 'vitest';
import { ApiProblem, apiUrl, parseProblem } from './api';

describe('apiUrl', () => {
  test('1. leaves out what is not set and keeps zero and false', () => {
    expect(apiUrl('/x', { a: null, b: undefined, c: '', d: 0, e: false })).toBe('/api/v1/x?d=0&e=false');
  });
  test('2. encodes whatever a search holds', () => {
    expect(apiUrl('/x', { search: 'a&b=c d/é' })).toBe('/api/v1/x?search=a%26b%3Dc+d%2F%C3%A9');
  });
});

describe('parseProblem', () => {
  test('1. a problem body gives code, detail, fields and request id', () => {
    const fields = [{ field: 'sort', message: 'takes a column' }];
    const body = { code: 'invalid_input', title: 'Bad', detail: 'sort is not a column', fields, requestId: 'r1' };
    expect(parseProblem(400, body, null)).toMatchObject({
      code: 'invalid_input',
      status: 400,
      message: 'sort is not a column',
      requestId: 'r1',
      fields,
    });
  });
  test('2. a body of a proxy is internal, and its status is told', () => {
    expect(parseProblem(502, null, 'r2')).toMatchObject({ code: 'internal', message: 'HTTP 502', requestId: 'r2' });
  });
  test('3. 401 without a body still leads to the sign-in', () => {
    expect(parseProblem(401, '<html>', null).code).toBe('unauthenticated');
  });
  test('4. only what may pass is tried again', () => {
    expect(new ApiProblem('offline', 0, '').isPassing).toBe(true);
    expect(new ApiProblem('cluster_unreachable', 503, '').isPassing).toBe(true);
    expect(new ApiProblem('not_found', 404, '').isPassing).toBe(false);
  });
});
