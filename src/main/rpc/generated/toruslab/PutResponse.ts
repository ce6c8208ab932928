// Original file: proto/storage.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

export interface PutResponse {
  'owner'?: (_toruslab_NodeRef | null);
  'path'?: (_toruslab_NodeRef)[];
  /**
   * The version that was written: `wallMs.counter.writer`.
   */
  'version'?: (string);
}

export interface PutResponse__Output {
  'owner': (_toruslab_NodeRef__Output | null);
  'path': (_toruslab_NodeRef__Output)[];
  /**
   * The version that was written: `wallMs.counter.writer`.
   */
  'version': (string);
}
