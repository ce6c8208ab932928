// Original file: proto/ring.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

export interface FingersResponse {
  'nodes'?: (_toruslab_NodeRef)[];
}

export interface FingersResponse__Output {
  'nodes': (_toruslab_NodeRef__Output)[];
}
