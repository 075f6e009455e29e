import http2 from 'node:http2';

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
