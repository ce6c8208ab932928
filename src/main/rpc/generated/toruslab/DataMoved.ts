// Original file: proto/storage.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

/**
 * Not mine to serve.
 */
export interface DataMoved {
  /**
   * Who serves it now; absent when the key must be looked up again.
   */
  'hint'?: (_toruslab_NodeRef | null);
}

/**
 * Not mine to serve.
 */
export interface DataMoved__Output {
  /**
   * Who serves it now; absent when the key must be looked up again.
   */
  'hint': (_toruslab_NodeRef__Output | null);
}
