// Original file: proto/ring.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

export interface ResolveResponse {
  'owner'?: (_toruslab_NodeRef | null);
}

export interface ResolveResponse__Output {
  'owner': (_toruslab_NodeRef__Output | null);
}
