// Original file: proto/storage.proto

import type { Long } from '@grpc/proto-loader';

export interface HandoffConfirmResponse {
  /**
   * Records that the old owner deleted.
   */
  'dropped'?: (number | string | Long);
}

export interface HandoffConfirmResponse__Output {
  /**
   * Records that the old owner deleted.
   */
  'dropped': (number);
}
