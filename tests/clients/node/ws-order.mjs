import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { addressFrom } from './addresses.mjs';

const protos = fileURLToPath(new URL('../../../Protos', import.meta.url));
const googleApi = path.dirname(createRequire(import.meta.url).resolve('protobufjs/package.json'));
const packages = grpc.loadPackageDefinition(
  loader.loadSync(
    ['hello_http.proto', 'ws/order/v1/order_service.proto', 'ws/order/v1/user_service.proto'],
    // int64 as text, as JSON has it; the names of the contract, not camelCase.
    { includeDirs: [protos, googleApi], keepCase: true, longs: String, enums: String, defaults: true },
  ),
);

/** ws-order's services over gRPC, without TLS; each method takes a request and gives a promise. */
export function connect() {
  const { host } = addressFrom('WS_ORDER_ADDRESS');
  const clients = [packages.hello.HelloHTTP, packages.ws.order.v1.OrderService, packages.ws.order.v1.UserService].map(
    (Service) => new Service(host, grpc.credentials.createInsecure()),
  );
  const [greeter, orders, users] = clients.map(promising);

  return { greeter, orders, users, raw: clients[0], close: () => clients.forEach((client) => client.close()) };
}

/** Sends bytes in place of a SayHello request; gives the error that the service answers. */
export function sendBytes(client, bytes) {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      '/hello.HelloHTTP/SayHello',
      (value) => value,
      (value) => value,
      bytes,
      { deadline: inSeconds(10) },
      (error, answer) => (error ? resolve(error) : reject(new Error(`answered ${answer.toString('hex')}`))),
    );
  });
}

function promising(client) {
  return new Proxy(client, {
    get: (target, method) => (request, metadata = new grpc.Metadata()) =>
      new Promise((resolve, reject) => {
        target[method](request, metadata, { deadline: inSeconds(10) }, (error, answer) => (error ? reject(error) : resolve(answer)));
      }),
  });
}

const inSeconds = (seconds) => new Date(Date.now() + seconds * 1000);
