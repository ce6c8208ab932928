// Original file: proto/ring.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

export interface PingResponse {
  'node'?: (_toruslab_NodeRef | null);
}

export interface PingResponse__Output {
  'node': (_toruslab_NodeRef__Output | null);
}
