// Original file: proto/storage.proto

import type { Version as _toruslab_Version, Version__Output as _toruslab_Version__Output } from '../toruslab/Version';
import type { Long } from '@grpc/proto-loader';

/**
 * A stored value. A tombstone is a record too.
 */
export interface StoredRecord {
  /**
   * The hash of the key.
   */
  'keyId'?: (Buffer | Uint8Array | string);
  'key'?: (string);
  'value'?: (Buffer | Uint8Array | string);
  'version'?: (_toruslab_Version | null);
  /**
   * Milliseconds since 1970; 0 for never. Absolute, so that it survives every transfer.
   */
  'expiresAtMs'?: (number | string | Long);
  'deleted'?: (boolean);
}

/**
 * A stored value. A tombstone is a record too.
 */
export interface StoredRecord__Output {
  /**
   * The hash of the key.
   */
  'keyId': (Buffer);
  'key': (string);
  'value': (Buffer);
  'version': (_toruslab_Version__Output | null);
  /**
   * Milliseconds since 1970; 0 for never. Absolute, so that it survives every transfer.
   */
  'expiresAtMs': (number);
  'deleted': (boolean);
}
