// Original file: proto/storage.proto

import type { Long } from '@grpc/proto-loader';

export interface HandoffBeginResponse {
  'granted'?: (boolean);
  /**
   * Names the transfer in the steps that follow.
   */
  'transfer'?: (string);
  /**
   * The arc (start, end] that moves; absent when not granted.
   */
  'start'?: (Buffer | Uint8Array | string);
  /**
   * Records in the arc when it was granted.
   */
  'total'?: (number | string | Long);
}

export interface HandoffBeginResponse__Output {
  'granted': (boolean);
  /**
   * Names the transfer in the steps that follow.
   */
  'transfer': (string);
  /**
   * The arc (start, end] that moves; absent when not granted.
   */
  'start': (Buffer);
  /**
   * Records in the arc when it was granted.
   */
  'total': (number);
}
