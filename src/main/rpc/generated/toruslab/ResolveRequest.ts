// Original file: proto/ring.proto

import type { Long } from '@grpc/proto-loader';

export interface ResolveRequest {
  'id'?: (Buffer | Uint8Array | string);
  /**
   * Bounds the way.
   */
  'hopsLeft'?: (number | string | Long);
}

export interface ResolveRequest__Output {
  'id': (Buffer);
  /**
   * Bounds the way.
   */
  'hopsLeft': (number);
}
