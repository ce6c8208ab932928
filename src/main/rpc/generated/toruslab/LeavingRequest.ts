// Original file: proto/ring.proto

import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from '../toruslab/NodeRef';

export interface LeavingRequest {
  'node'?: (_toruslab_NodeRef | null);
  'predecessor'?: (_toruslab_NodeRef | null);
  'successors'?: (_toruslab_NodeRef)[];
}

export interface LeavingRequest__Output {
  'node': (_toruslab_NodeRef__Output | null);
  'predecessor': (_toruslab_NodeRef__Output | null);
  'successors': (_toruslab_NodeRef__Output)[];
}
