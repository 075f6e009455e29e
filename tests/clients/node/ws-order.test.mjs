import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { addressFrom } from './addresses.mjs';
import { askToSend, callThatNeverSpeaks } from './raw-http.mjs';
import { richErrorOf, richErrorOfJson } from './rich-errors.mjs';
import { connect, sendBytes } from './ws-order.mjs';

const unknownId = '00000000-0000-4000-8000-000000000000';

describe('ws-order', () => {
  let origin, service, userId;

  before(async () => {
    origin = addressFrom('WS_ORDER_ADDRESS');
    service = connect();
    const { users } = await service.users.ListUsers({ page_size: 1 });
    userId = users[0].id;
  });

  after(() => service?.close());

  const newOrder = (changes) => ({
    idempotency_key: randomUUID(),
    user_id: userId,
    lines: [
      { sku: 'tea', quantity: 2, unit_price: 450 },
      { sku: 'cup', quantity: 1, unit_price: 1200 },
    ],
    currency: 'EUR',
    ...changes,
  });
  const place = async (changes) => (await service.orders.CreateOrder(newOrder(changes))).order;
  const refusal = async (promise) => richErrorOf(await assertRejects(promise));
  const ask = (path, init) => fetch(new URL(path, origin), { signal: AbortSignal.timeout(10_000), ...init });
  const post = (path, body, type = 'application/json') => ask(path, { method: 'POST', body, headers: { 'content-type': type } });

  describe('greets', () => {
    it('over gRPC', async () => {
      assert.deepEqual(await service.greeter.SayHello({ name: 'gRPC' }), { message: 'Hello gRPC.' });
    });

    it('over JSON on the same port, with the content type that curl -d sends', async () => {
      const response = await post('/example/echo', '{"name": "gRPC-HTTP is working!"}', 'application/x-www-form-urlencoded');

      assert.equal(response.status, 200);
      assert.equal(await response.text(), '{"message":"Hello gRPC-HTTP is working!."}');
    });

    it('a name of 10,000 characters on both faces', async () => {
      const name = 'ñ'.repeat(10_000);
      const [overGrpc, overJson] = await Promise.all([
        service.greeter.SayHello({ name }),
        post('/example/echo', JSON.stringify({ name })).then((response) => response.json()),
      ]);

      assert.equal(overGrpc.message, `Hello ${name}.`);
      assert.deepEqual(overJson, overGrpc);
    });
  });

  describe('keeps orders', () => {
    it('from placing to cancelling', async () => {
      const placed = await place();
      assert.match(placed.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.equal(placed.total, '2100');
      assert.deepEqual([placed.state, placed.version, placed.user_id], ['ORDER_STATE_PLACED', 1, userId]);
      assert.deepEqual(placed.lines.map((line) => [line.sku, line.quantity, line.unit_price]), [['tea', 2, '450'], ['cup', 1, '1200']]);

      assert.deepEqual((await service.orders.GetOrder({ id: placed.id })).order, placed);

      const cancelled = (await service.orders.CancelOrder({ id: placed.id, expected_version: 1 })).order;
      assert.deepEqual(cancelled, { ...placed, state: 'ORDER_STATE_CANCELLED', version: 2 });
      assert.deepEqual((await service.orders.CancelOrder({ id: placed.id })).order, cancelled);
    });

    it('in pages, newest first, each order once', async () => {
      const placed = [(await place()).id, (await place()).id, (await place()).id];
      const seen = [];
      let page_token = '';
      do {
        const page = await service.orders.ListOrders({ user_id: userId, page_size: 2, page_token });
        seen.push(...page.orders.map((order) => order.id));
        page_token = page.next_page_token;
      } while (page_token !== '' && !placed.every((id) => seen.includes(id)));

      assert.deepEqual(seen.filter((id) => placed.includes(id)), placed.reverse());
      assert.equal(new Set(seen).size, seen.length);
    });

    it('the same on both faces', async () => {
      const { id } = await place();
      const [overGrpc, response] = await Promise.all([service.orders.GetOrder({ id }), ask(`/v1/orders/${id}`)]);
      const overJson = (await response.json()).order;

      assert.equal(response.status, 200);
      assert.equal(overJson.total, overGrpc.order.total, 'int64 is text in JSON, or JavaScript rounds it');
      assert.deepEqual([overJson.userId, overJson.state, overJson.version], [userId, 'PLACED', 1]);
    });

    it('once per idempotency key, however often and at once it is asked', async () => {
      const request = newOrder();
      const answers = await Promise.all(Array.from({ length: 8 }, () => service.orders.CreateOrder(request)));

      for (const { order } of answers) {
        assert.deepEqual(order, answers[0].order);
      }
    });
  });

  describe('refuses, with reason and field', () => {
    it('a key that was used for another order', async () => {
      const request = newOrder();
      await service.orders.CreateOrder(request);
      const fault = await refusal(service.orders.CreateOrder({ ...request, currency: 'USD' }));

      assert.deepEqual([fault.status, fault.reason], ['FAILED_PRECONDITION', 'IDEMPOTENCY_KEY_REUSED']);
      assert.deepEqual(fault.metadata, { idempotency_key: request.idempotency_key });
    });

    it('a change of a version that is gone', async () => {
      const { id } = await place();
      const fault = await refusal(service.orders.CancelOrder({ id, expected_version: 7 }));

      assert.deepEqual([fault.status, fault.reason], ['ABORTED', 'VERSION_MISMATCH']);
      assert.deepEqual(fault.metadata, { id, expected_version: '7', version: '1' });
    });

    it('an order that does not exist, on both faces alike', async () => {
      const response = await ask(`/v1/orders/${unknownId}`);
      const overJson = richErrorOfJson(await response.json());
      const overGrpc = await refusal(service.orders.GetOrder({ id: unknownId }));

      assert.equal(response.status, 404);
      assert.deepEqual([overGrpc.status, overGrpc.reason, overGrpc.metadata], ['NOT_FOUND', 'ORDER_NOT_FOUND', { id: unknownId }]);
      assert.deepEqual(overJson, overGrpc);
    });

    for (const [what, changes, fields] of [
      ['no key', { idempotency_key: '' }, ['idempotency_key']],
      ['no lines', { lines: [] }, ['lines']],
      ['a negative price', { lines: [{ sku: 'tea', quantity: 1, unit_price: -1 }] }, ['lines[0].unit_price']],
      ['a currency that is none', { currency: 'euro' }, ['currency']],
      ['a sku of 10,000 characters', { lines: [{ sku: 'x'.repeat(10_000), quantity: 1, unit_price: 1 }] }, ['lines[0].sku']],
      ['several faults at once', { currency: '', lines: [{ sku: '', quantity: 0, unit_price: 1 }] }, ['currency', 'lines[0].quantity', 'lines[0].sku']],
    ]) {
      it(`${what}, on both faces alike`, async () => {
        const overGrpc = await refusal(service.orders.CreateOrder(newOrder(changes)));
        const response = await post('/v1/orders', JSON.stringify(newOrder(changes)));
        const overJson = richErrorOfJson(await response.json());

        assert.deepEqual([overGrpc.status, overGrpc.reason], ['INVALID_ARGUMENT', 'INVALID_FIELD']);
        assert.deepEqual([...overGrpc.fields].sort(), fields);
        assert.equal(response.status, 400);
        assert.deepEqual(overJson, overGrpc);
      });
    }

    for (const [what, request, field] of [
      ['a negative page size', { page_size: -1 }, 'page_size'],
      ['a page token of someone else', { page_token: 'bm90IG91cnM' }, 'page_token'],
    ]) {
      it(what, async () => {
        const fault = await refusal(service.orders.ListOrders(request));

        assert.deepEqual([fault.status, fault.reason, fault.fields], ['INVALID_ARGUMENT', 'INVALID_FIELD', [field]]);
      });
    }
  });

  describe('survives', () => {
    for (const [what, body] of [
      ['JSON that breaks off', '{"name": '],
      ['JSON of the wrong type', '{"name": {"a": 1}}'],
      ['JSON that is not UTF-8', Buffer.from('{"name": "\xff\xfe"}', 'latin1')],
    ]) {
      it(what, async () => {
        const response = await post('/example/echo', body);

        assert.equal(response.status, 400);
        assert.doesNotMatch(await response.text(), /^\s+at /m, 'a stack trace went out');
      });
    }

    it('a body over the limit', async () => {
      assert.equal(await askToSend(new URL('/example/echo', origin), 8 << 20), 413);
    });

    it('bytes that are no protobuf, on a connection that goes on', async () => {
      const error = await sendBytes(service.raw, Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]));

      assert.ok(error.code > 0 && error.code !== 14, `a status that tells it: ${error.message}`);
      assert.doesNotMatch(error.details, /^\s+at /m, 'a stack trace went out');
      assert.deepEqual(await service.greeter.SayHello({ name: 'gRPC' }), { message: 'Hello gRPC.' });
    });

    it('a caller that never sends its message: the deadline ends the call', async () => {
      const { status, milliseconds } = await callThatNeverSpeaks(origin, '/hello.HelloHTTP/SayHello', '300m');

      assert.equal(status, '4', 'DEADLINE_EXCEEDED');
      assert.ok(milliseconds >= 250 && milliseconds < 5_000, `ended after ${milliseconds} ms`);
    });
  });
});

async function assertRejects(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail('the call was not refused');
}
