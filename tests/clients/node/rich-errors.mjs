import assert from 'node:assert/strict';
import grpc from '@grpc/grpc-js';
import protobuf from 'protobufjs';

// The few messages of google.rpc that errors are made of.
const { root } = protobuf.parse(`
  syntax = "proto3";
  package google.rpc;
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
  message BadRequest {
    message FieldViolation { string field = 1; string description = 2; }
    repeated FieldViolation field_violations = 1;
  }`);

/** What a failed call says: its status, and the google.rpc details that came with it. */
export function richErrorOf(error) {
  const [bytes] = error.metadata?.get('grpc-status-details-bin') ?? [];
  assert.ok(bytes, `no grpc-status-details-bin came with: ${error.message}`);
  const status = root.lookupType('google.rpc.Status').decode(bytes);
  assert.equal(status.code, error.code, 'the details tell another status than the call');
  const details = status.details.map((any) => read(any.typeUrl, any.value));

  return faultOf(grpc.status[error.code], status.message, details);
}

/** The same of the body that the JSON face answers. */
export function richErrorOfJson({ code, message, details }) {
  return faultOf(
    grpc.status[code],
    message,
    details.map(({ '@type': type, ...value }) => ({ type: nameOf(type), value })),
  );
}

function faultOf(status, message, details) {
  const infos = details.filter((detail) => detail.type === 'ErrorInfo').map((detail) => detail.value);
  assert.equal(infos.length, 1, 'an error has exactly one ErrorInfo');
  assert.equal(infos[0].domain, 'ws-order');
  const violations = details.filter((detail) => detail.type === 'BadRequest').flatMap((detail) => detail.value.fieldViolations);

  return { status, message, reason: infos[0].reason, metadata: infos[0].metadata ?? {}, fields: violations.map((violation) => violation.field) };
}

function read(typeUrl, value) {
  const type = nameOf(typeUrl);
  const message = root.lookupType(`google.rpc.${type}`);
  return { type, value: message.toObject(message.decode(value), { arrays: true, objects: true }) };
}

const nameOf = (typeUrl) => typeUrl.slice(typeUrl.lastIndexOf('.') + 1);
