// Original file: proto/storage.proto

import type { Long } from '@grpc/proto-loader';

export interface WriteRequest {
  'keyId'?: (Buffer | Uint8Array | string);
  'key'?: (string);
  'value'?: (Buffer | Uint8Array | string);
  /**
   * Milliseconds since 1970; 0 for never.
   */
  'expiresAtMs'?: (number | string | Long);
  /**
   * True writes a tombstone.
   */
  'deleted'?: (boolean);
  /**
   * Makes a retry idempotent: the same operation is applied once.
   */
  'operation'?: (string);
}

export interface WriteRequest__Output {
  'keyId': (Buffer);
  'key': (string);
  'value': (Buffer);
  /**
   * Milliseconds since 1970; 0 for never.
   */
  'expiresAtMs': (number);
  /**
   * True writes a tombstone.
   */
  'deleted': (boolean);
  /**
   * Makes a retry idempotent: the same operation is applied once.
   */
  'operation': (string);
}
