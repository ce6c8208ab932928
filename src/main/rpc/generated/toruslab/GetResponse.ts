// Original file: proto/storage.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';
import type { Long } from '@grpc/proto-loader';

export interface GetResponse {
  'found'?: (boolean);
  'value'?: (Buffer | Uint8Array | string);
  /**
   * Milliseconds since 1970; 0 for never.
   */
  'expiresAtMs'?: (number | string | Long);
  'owner'?: (_toruslab_NodeRef | null);
  'path'?: (_toruslab_NodeRef)[];
}

export interface GetResponse__Output {
  'found': (boolean);
  'value': (Buffer);
  /**
   * Milliseconds since 1970; 0 for never.
   */
  'expiresAtMs': (number);
  'owner': (_toruslab_NodeRef__Output | null);
  'path': (_toruslab_NodeRef__Output)[];
}
