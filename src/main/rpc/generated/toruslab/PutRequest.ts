// Original file: proto/storage.proto

import type { Long } from '@grpc/proto-loader';

export interface PutRequest {
  'key'?: (string);
  'value'?: (Buffer | Uint8Array | string);
  /**
   * Milliseconds to live; 0 for ever.
   */
  'ttlMs'?: (number | string | Long);
}

export interface PutRequest__Output {
  'key': (string);
  'value': (Buffer);
  /**
   * Milliseconds to live; 0 for ever.
   */
  'ttlMs': (number);
}
