// Where the system is. Nothing is skipped where it is not said: a test that did not run must not look like one that passed.

/** The origin that an environment variable names, such as http://localhost:8080. */
export function addressFrom(variable) {
  const text = process.env[variable];
  if (!text) {
    throw new Error(
      `${variable} is not set. Start the system (./run), then: ` +
        'WS_ORDER_ADDRESS=http://localhost:8080 WS_BFF_ADDRESS=http://localhost:9100 npm test --prefix tests/clients/node',
    );
  }
  return new URL(text);
}
