import { z } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { composeServer } from './compose.ts';
import { readJson } from './json-text.ts';
import { defineRoute, Reply } from './route.ts';

const kit = { act: 'service.probe', tag: 'Exercise', summary: 'Exercise' } as const;
const numbers = z.object({ list: z.array(z.number()).max(3) });
const routes = [
  defineRoute({
    ...kit,
    method: 'post',
    path: '/form',
    dialect: 'yente',
    body: z.object({ text: z.string().optional(), json: z.string().optional() }),
    bodyType: 'form',
    mostBytes: 1000,
    answer: z.unknown(),
    handle: ({ body, origin, queryString }) => ({
      body,
      origin,
      queryString,
      json: body.json === undefined ? null : readJson(body.json, numbers, 'json'),
    }),
  }),
  defineRoute({
    ...kit,
    method: 'get',
    path: '/page',
    answer: z.string(),
    answerType: 'text/html',
    embeddable: true,
    query: z.object({ size: z.coerce.number().default(10) }),
    handle: ({ query }) => new Reply(200, '<'.repeat(query.size)),
  }),
];
const server = composeServer({
  version: 'test',
  subjectOf: () => ({ kind: 'public', name: 'public' }),
  log: () => {},
  page: async () => null,
  routes,
});
const send = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
  server.request('/form?a=1&b=%20', { method: 'POST', body, headers });
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a form', () => {
  it('gives its fields as texts, urlencoded or multipart', async () => {
    const reply = await send('text=%EA%B9%80+a%26b&other=1', { ...FORM, 'x-forwarded-proto': 'https' });
    expect(await reply.json()).toEqual({
      body: { text: '김 a&b' },
      origin: 'https://localhost',
      queryString: 'a=1&b=%20',
      json: null,
    });
    const form = new FormData();
    form.set('text', 'two');
    expect(await (await send(form)).json()).toMatchObject({ body: { text: 'two' } });
  });

  it.each([
    ['too large', `text=${'x'.repeat(1001)}`, FORM, 413],
    ['no form', '{}', { 'content-type': 'application/json' }, 400],
    ['of no type', new Uint8Array([1, 2]), {}, 400],
    ['repeated where one is taken', 'text=a&text=b', FORM, 422],
    ['with a control character', 'text=%01', FORM, 400],
    ['of too many fields', Array.from({ length: 101 }, (_, at) => `f${at}=`).join('&'), FORM, 400],
  ])('is refused when %s', async (_, body, headers, status) => {
    const reply = await send(body, headers as Record<string, string>);
    expect(reply.status).toBe(status);
    expect(await reply.json()).toHaveProperty('detail');
  });

  it('is refused with a file in it', async () => {
    const form = new FormData();
    form.set('text', new Blob(['x']), 'x.txt');
    expect((await send(form)).status).toBe(400);
  });

  it('carries JSON of bounded depth, whose faults are listed', async () => {
    const json = (text: string) => send(new URLSearchParams({ json: text }), FORM);
    expect(await (await json('{"list":[1]}')).json()).toMatchObject({ json: { list: [1] } });
    const wrong = await json('{"list":["a",1,"b"]}');
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      {
        detail: expect.stringContaining('json.list.0'),
        errors: [expect.objectContaining({ path: 'json.list.0' }), expect.objectContaining({ path: 'json.list.2' })],
      },
    ]);
    expect((await json('{"list":')).status).toBe(400);
    expect((await json('['.repeat(30) + ']'.repeat(30))).status).toBe(400);
  });
});

describe('a page', () => {
  it('that others may embed can do nothing else', async () => {
    const { headers } = await server.request('/page');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('x-frame-options')).toBeNull();
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('frame-ancestors *');
    const other = (await server.request('/openapi.json')).headers;
    expect(other.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(other.get('x-frame-options')).toBe('SAMEORIGIN');
  });

  it('is compressed from 500 bytes on', async () => {
    const encoding = async (size: number) =>
      (await server.request(`/page?size=${size}`, { headers: { 'accept-encoding': 'gzip' } })).headers.get(
        'content-encoding',
      );
    expect([await encoding(499), await encoding(500)]).toEqual([null, 'gzip']);
  });
});

describe('other sites', () => {
  it('may read what yente would answer them, and nothing else', async () => {
    const origin = { origin: 'https://example.org' };
    expect((await send('text=a', { ...FORM, ...origin })).headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await server.request('/form', {
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([204, 'content-type']);
    expect((await server.request('/page', { headers: origin })).headers.get('access-control-allow-origin')).toBeNull();
  });
});
