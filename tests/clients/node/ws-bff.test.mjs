import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { addressFrom } from './addresses.mjs';

describe('ws-bff', () => {
  let origin, userId;

  before(async () => {
    origin = addressFrom('WS_BFF_ADDRESS');
    userId = (await read('/api/users?pageSize=1')).items[0].id;
  });

  const ask = (path, init) => fetch(new URL(path, origin), { signal: AbortSignal.timeout(10_000), ...init });
  const read = async (path) => {
    const response = await ask(path);
    assert.equal(response.status, 200);
    return response.json();
  };
  const newOrder = (changes) => ({ userId, currency: 'EUR', lines: [{ sku: 'tea', quantity: 2, unitPrice: 450 }], ...changes });
  const post = (path, body, headers = {}) =>
    ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  const place = (body, key = randomUUID()) => post('/api/orders', body, { 'idempotency-key': key });

  async function assertProblem(response, status) {
    assert.equal(response.status, status);
    assert.match(response.headers.get('content-type'), /^application\/problem\+json/);
    const problem = await response.json();
    assert.equal(problem.status, status);
    return problem;
  }

  it('greets through the whole system', async () => {
    const response = await ask('/');

    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type'), /^text\/plain/);
    assert.equal(await response.text(), 'it ok!Hello gRPC.');
  });

  it('keeps orders from placing to cancelling', async () => {
    const created = await place(newOrder());
    const order = await created.json();
    assert.equal(created.status, 201);
    assert.equal(created.headers.get('location'), `/api/orders/${order.id}`);
    assert.deepEqual(await read(`/api/orders/${order.id}`), order);
    assert.ok((await read(`/api/orders?userId=${userId}`)).items.some((listed) => listed.id === order.id));

    const cancelled = await post(`/api/orders/${order.id}/cancel`, { expectedVersion: order.version });
    assert.equal(cancelled.status, 200);
    assert.equal((await cancelled.json()).version, order.version + 1);
  });

  it('answers the same order to the same key, and refuses another order under it', async () => {
    const key = randomUUID();
    const [first, again] = [await (await place(newOrder(), key)).json(), await (await place(newOrder(), key)).json()];

    assert.deepEqual(again, first);
    await assertProblem(await place(newOrder({ currency: 'USD' }), key), 422);
  });

  it('sums up an order and its customer', async () => {
    const { id } = await (await place(newOrder())).json();
    const summary = await read(`/api/orders/${id}/summary`);

    assert.deepEqual([summary.id, summary.itemCount, summary.total, summary.partial], [id, 2, 900, false]);
    assert.deepEqual(summary.customer, await read(`/api/users/${userId}`));
  });

  it('answers a problem that names the field', async () => {
    const problem = await assertProblem(await place(newOrder({ lines: [{ sku: 'tea', quantity: 0, unitPrice: -1 }] })), 400);

    assert.deepEqual(Object.keys(problem.errors).sort(), ['lines[0].quantity', 'lines[0].unitPrice']);
  });

  for (const [what, send, status] of [
    ['no key', () => post('/api/orders', newOrder()), 400],
    ['an order that does not exist', () => ask('/api/orders/00000000-0000-4000-8000-000000000000'), 404],
    ['an id that is none', () => ask("/api/orders/'; DROP TABLE orders"), 400],
    ['a version that is gone', async () => post(`/api/orders/${(await (await place(newOrder())).json()).id}/cancel`, { expectedVersion: 7 }), 409],
    ['a page that is not there', () => ask('/nowhere'), 404],
  ]) {
    it(`answers a problem to ${what}`, async () => {
      await assertProblem(await send(), status);
    });
  }
});
