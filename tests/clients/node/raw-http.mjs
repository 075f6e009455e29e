import http from 'node:http';
import http2 from 'node:http2';

/** Says how large a body it would send, and waits for leave, as curl does. Gives the status that is answered instead. */
export function askToSend(url, bytes) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': bytes, expect: '100-continue' },
      timeout: 10_000,
    });
    const end = (settle, value) => {
      request.destroy();
      settle(value);
    };
    request.on('continue', () => end(reject, new Error(`${bytes} bytes were welcome`)));
    request.on('response', ({ statusCode }) => end(resolve, statusCode));
    request.on('timeout', () => end(reject, new Error('no answer within 10 s')));
    request.on('error', reject);
    request.flushHeaders();
  });
}

/** Begins a gRPC call and never sends its message. Gives the status with which the service ends it, and after how long. */
export function callThatNeverSpeaks(origin, path, timeout) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const session = http2.connect(origin);
    session.on('error', reject);
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      'grpc-timeout': timeout,
    });
    let status;
    const note = (headers) => (status ??= headers['grpc-status']);
    stream.on('response', note);
    stream.on('trailers', note);
    stream.on('error', () => {}); // the reset that may follow the trailers
    stream.on('close', () => {
      session.close();
      resolve({ status, milliseconds: performance.now() - began });
    });
    stream.resume();
  });
}
